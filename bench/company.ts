import { mkdtemp, mkdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { openDatabase, type Db } from '../db/database.ts';
import { migrateToLatest } from '../db/migrate.ts';
import { createDatabase, databaseExists, databaseUrlOf, dropDatabase } from '../dev/postgres/database.ts';
import { startPostgres } from '../dev/postgres/postgres.ts';
import { populate } from './population.ts';

export interface CompanyOptions {
  /** How many leads the company has; each has ten engagements. A million of them take 12 GB of disk. */
  readonly leads: number;
  /** Keeps the filled Postgres in this folder, for the next run. */
  readonly dir?: string | undefined;
}

/** A company with a long history, in a Postgres on disk. */
export interface Company {
  readonly db: Db;
  /** Another pool, to look at what the first one does. */
  readonly looker: Db;
  readonly url: string;
  readonly leads: number;
}

/** Opens a company that an earlier run has filled, or fills one. */
export async function openCompany(
  opened: AsyncDisposableStack,
  { leads, dir }: CompanyOptions,
  say: (line: string) => void,
): Promise<Company> {
  const { adminUrl } = opened.use(await startPostgres({ dir: await folder(opened, dir), durable: false }));
  const name = `company_${leads}`;
  if (!(await databaseExists(adminUrl, name))) await fill(adminUrl, name, leads, say);
  const url = databaseUrlOf(adminUrl, name);
  const open = (max: number) => opened.adopt(openDatabase(url, { max }), (pool) => pool.destroy());
  const db = open(10);
  await migrateToLatest(db);
  return { db, looker: open(1), url, leads };
}

async function folder(opened: AsyncDisposableStack, dir: string | undefined): Promise<string> {
  if (dir === undefined)
    return opened.adopt(await mkdtemp(join(tmpdir(), 'trellis-company-')), (path) => rm(path, { recursive: true, force: true }));
  await mkdir(dir, { recursive: true });
  return dir;
}

/** Under its name it is whole: an interrupted run leaves nothing that looks filled. */
async function fill(adminUrl: string, name: string, leads: number, say: (line: string) => void): Promise<void> {
  const draft = `${name}_draft`;
  await dropDatabase(adminUrl, draft);
  const db = openDatabase(await createDatabase(adminUrl, draft));
  await migrateToLatest(db);
  await populate(db, leads, say);
  await db.destroy();
  const admin = openDatabase(adminUrl, { max: 1 });
  await sql`alter database ${sql.ref(draft)} rename to ${sql.ref(name)}`.execute(admin);
  await admin.destroy();
}
