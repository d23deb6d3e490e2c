import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, statfs } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createDatabase, dropDatabase } from '../dev/postgres/database.ts';
import { startPostgres } from '../dev/postgres/postgres.ts';
import { createTemplate } from './create-template.ts';
import { TEMPLATE } from './template.ts';

const SHARED_MEMORY = '/dev/shm';
/** In a container, the folder usually has 64 MB: less than an empty Postgres takes. */
const ROOM = 512 * 1024 * 1024;

async function hasRoom(folder: string): Promise<boolean> {
  if (!existsSync(folder)) return false;
  const { bavail, bsize } = await statfs(folder);
  return bavail * bsize >= ROOM;
}

/** A Postgres that is deleted after use. */
export interface ThrowawayPostgres extends AsyncDisposable {
  /** The URL of the database `postgres`, as superuser. */
  readonly adminUrl: string;
  /** The URL of a migrated, empty database. */
  readonly url: string;
  /** Copies that database, while nobody is connected to it; the copy is dropped after use. */
  copied(): Promise<{ readonly url: string } & AsyncDisposable>;
}

/** Starts a Postgres with a migrated database, and its data in memory if the machine has a folder for that. */
export async function startThrowawayPostgres({ signal }: { readonly signal?: AbortSignal } = {}): Promise<ThrowawayPostgres> {
  await using opened = new AsyncDisposableStack();
  const dir = await mkdtemp(join((await hasRoom(SHARED_MEMORY)) ? SHARED_MEMORY : tmpdir(), 'trellis-test-'));
  opened.defer(async () => await rm(dir, { recursive: true, force: true }));
  const { adminUrl } = opened.use(await startPostgres({ dir, durable: false, signal }));
  const url = await createTemplate(adminUrl);
  const all = opened.move();
  return {
    adminUrl,
    url,
    async copied() {
      const name = `copy_${randomUUID().replaceAll('-', '')}`;
      const copy = await createDatabase(adminUrl, name, { template: TEMPLATE });
      return { url: copy, [Symbol.asyncDispose]: async () => await dropDatabase(adminUrl, name) };
    },
    [Symbol.asyncDispose]: async () => await all.disposeAsync(),
  };
}
