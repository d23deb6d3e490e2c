import type { TestProject } from 'vitest/node';
import { startThrowawayPostgres } from './throwaway-postgres.ts';

/** Starts one Postgres for the whole test run, with a migrated template database; its data folder is deleted afterwards. */
export default async function globalSetup(project: TestProject): Promise<() => Promise<void>> {
  const postgres = await startThrowawayPostgres();
  project.provide('databaseUrl', postgres.adminUrl);
  return async () => await postgres[Symbol.asyncDispose]();
}
