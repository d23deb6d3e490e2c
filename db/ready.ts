import type { Db } from './database.ts';
import { migrateToLatest, schemaState } from './migrate.ts';

/** Why a process can't use the database; the message says what to do. */
export class DatabaseUnfit extends Error {
  override readonly name = 'DatabaseUnfit';
  readonly code: 'databaseNewer' | 'databaseNotMigrated' | 'mayNotMigrate';
  constructor(code: DatabaseUnfit['code'], message: string, cause?: unknown) {
    super(message, { cause });
    this.code = code;
  }
}

/**
 * Migrates the database to this version if necessary.
 * @param mayMigrate if false, it must already be migrated, because this process runs as a user who may not alter tables
 * @returns the names of the migrations that this call applied
 * @throws DatabaseUnfit
 */
export async function makeReady(db: Db, { mayMigrate }: { readonly mayMigrate: boolean }): Promise<string[]> {
  const { missing, unknown } = await schemaState(db);
  if (unknown.length > 0)
    throw new DatabaseUnfit(
      'databaseNewer',
      `a newer version of Trellis has changed this database (${unknown.join(', ')}). Start that version, or restore an earlier backup.`,
    );
  if (missing.length === 0) return [];
  if (!mayMigrate)
    throw new DatabaseUnfit(
      'databaseNotMigrated',
      `the database lacks ${missing.join(', ')}, and this process may not apply them. Run trellis migrate as a user who may alter tables.`,
    );
  return await migrateToLatest(db).catch((error: unknown) => {
    throw isForbidden(error)
      ? new DatabaseUnfit(
          'mayNotMigrate',
          `the database lacks ${missing.join(', ')}, and the user of DATABASE_URL may not alter its tables (${(error as Error).message}). Run trellis migrate as a user who may.`,
          error,
        )
      : error;
  });
}

// insufficient_privilege
const isForbidden = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === '42501';
