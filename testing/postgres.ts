import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { openDatabase } from '../db/database.ts';
import { migrateToLatest } from '../db/migrate.ts';
import { createDatabase } from '../dev/postgres/database.ts';
import { startPostgres } from '../dev/postgres/postgres.ts';
import { TEMPLATE } from './template.ts';

const SHARED_MEMORY = '/dev/shm';

/** Starts one Postgres for the whole test run, with a migrated template database; its data folder is deleted afterwards. */
export default async function globalSetup(project: TestProject): Promise<() => Promise<void>> {
  const dir = await mkdtemp(join(existsSync(SHARED_MEMORY) ? SHARED_MEMORY : tmpdir(), 'trellis-test-'));
  const postgres = await startPostgres({ dir, durable: false });
  const db = openDatabase(await createDatabase(postgres.adminUrl, TEMPLATE));
  await migrateToLatest(db);
  await db.destroy();
  project.provide('databaseUrl', postgres.adminUrl);
  return async () => {
    await postgres[Symbol.asyncDispose]();
    await rm(dir, { recursive: true, force: true });
  };
}
