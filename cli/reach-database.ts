import { sql } from 'kysely';
import { openDatabase, type Db } from '../db/database.ts';
import { makeReady } from '../db/ready.ts';
import { bareError } from '../domain/text/bare-error.ts';
import { CliError } from './cli-error.ts';
import { databaseUrl } from './required.ts';

/** Opens the database from a setting. @throws CliError `unreachable` when it rejects the connection */
export async function reachDatabase(setting: Parameters<typeof databaseUrl>[0] = 'DATABASE_URL'): Promise<Db> {
  const url = databaseUrl(setting);
  const db = openDatabase(url);
  return await closedOnError(db, async () => {
    await sql`select 1`.execute(db).catch((cause: unknown) => {
      const why = `Postgres at ${new URL(url).host} rejects the connection (${bareError(cause).code}).`;
      throw new CliError('unreachable', `${why} Start it, or correct ${setting}.`, cause);
    });
  });
}

/** The same, and checks its version. @param mayMigrate whether to migrate it to this version @throws CliError, DatabaseUnfit */
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
