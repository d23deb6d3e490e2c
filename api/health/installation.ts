import { latestMigration, schemaState } from '../../db/migrate.ts';
import { knownProcesses } from '../../db/system/processes.ts';
import type { ApiDeps } from '../procedures/context.ts';

/** What runs: the processes, the builds of the workers' code with their leads, and the version of the database. */
export async function installation({ db, engine }: Pick<ApiDeps, 'db' | 'engine'>) {
  const [processes, builds, { missing, unknown }] = await Promise.all([
    knownProcesses(db),
    // Which builds there are is unknown while Temporal does not answer; the rest is not.
    engine.builds().catch(() => null),
    schemaState(db),
  ]);
  return { processes, builds, database: { latest: latestMigration, missing, unknown } };
}
