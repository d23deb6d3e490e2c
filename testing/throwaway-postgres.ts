import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDatabase } from '../db/database.ts';
import { migrateToLatest } from '../db/migrate.ts';
import { createDatabase } from '../dev/postgres/database.ts';
import { startPostgres } from '../dev/postgres/postgres.ts';
import { TEMPLATE } from './template.ts';

const SHARED_MEMORY = '/dev/shm';

/** A Postgres that is deleted after use. */
export interface ThrowawayPostgres extends AsyncDisposable {
  /** The URL of the database `postgres`, as superuser. */
  readonly adminUrl: string;
  /** The URL of a migrated, empty database. */
  readonly url: string;
}

/** Starts a Postgres with a migrated database, and its data in memory if the machine has a folder for that. */
export async function startThrowawayPostgres({ signal }: { readonly signal?: AbortSignal } = {}): Promise<ThrowawayPostgres> {
  await using opened = new AsyncDisposableStack();
  const dir = await mkdtemp(join(existsSync(SHARED_MEMORY) ? SHARED_MEMORY : tmpdir(), 'trellis-test-'));
  opened.defer(async () => await rm(dir, { recursive: true, force: true }));
  const { adminUrl } = opened.use(await startPostgres({ dir, durable: false, signal }));
  const url = await createDatabase(adminUrl, TEMPLATE);
  const db = openDatabase(url);
  await migrateToLatest(db);
  await db.destroy();
  const all = opened.move();
  return { adminUrl, url, [Symbol.asyncDispose]: async () => await all.disposeAsync() };
}
