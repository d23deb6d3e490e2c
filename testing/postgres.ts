import type { TestProject } from 'vitest/node';
import { startThrowawayPostgres } from './throwaway-postgres.ts';

/** Starts one Postgres for the whole run, with a migrated template in it; its data live in a folder that goes with it. */
export default async function globalSetup(project: TestProject): Promise<() => Promise<void>> {
  const postgres = await startThrowawayPostgres();
  project.provide('databaseUrl', postgres.adminUrl);
  return async () => await postgres[Symbol.asyncDispose]();
}
