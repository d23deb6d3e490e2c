import { sql } from 'kysely';
import { openDatabase, type Db } from '../db/database.ts';
import { makeReady } from '../db/ready.ts';
import { bareError } from '../domain/text/bare-error.ts';
import { CliError } from './cli-error.ts';
import { databaseUrl } from './required.ts';

/** Opens the database that a setting names. @throws CliError `unreachable` when it does not let us in */
export async function reachDatabase(setting: Parameters<typeof databaseUrl>[0] = 'DATABASE_URL'): Promise<Db> {
  const url = databaseUrl(setting);
  const db = openDatabase(url);
  return await closedOnError(db, async () => {
    await sql`select 1`.execute(db).catch((cause: unknown) => {
      const why = `Postgres at ${new URL(url).host} does not let us in (${bareError(cause).code}).`;
      throw new CliError('unreachable', `${why} Start it, or correct ${setting}.`, cause);
    });
  });
}

/** The same, of this version. @param mayMigrate whether to bring it there @throws CliError, DatabaseUnfit */
export async function reachReadyDatabase({ mayMigrate = false } = {}): Promise<Db> {
  const db = await reachDatabase();
  return await closedOnError(db, async () => void (await makeReady(db, { mayMigrate })));
}

async function closedOnError(db: Db, check: () => Promise<void>): Promise<Db> {
  try {
    await check();
    return db;
  } catch (error) {
    await db.destroy();
    throw error;
  }
}
