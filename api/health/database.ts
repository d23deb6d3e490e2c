import { sql } from 'kysely';
import { schemaState } from '../../db/migrate.ts';
import { ok, type Check, type Finding } from './finding.ts';

export const unreachable: Finding = {
  state: 'unreachable',
  label: 'Postgres does not answer',
  todo: 'Check Postgres, the network and DATABASE_URL. No incoming data can be saved.',
  stops: true,
};

/** Postgres accepts writes, and has the tables that this version needs. */
export const database: Check = async ({ db }) => {
  const { rows } = await sql<{
    readOnly: boolean;
  }>`select current_setting('transaction_read_only')::boolean as read_only`.execute(db);
  if (rows[0]?.readOnly)
    return {
      state: 'readOnly',
      label: 'Postgres is read-only',
      todo: 'Make it writable: it is a standby, or default_transaction_read_only is on.',
      stops: true,
    };
  const { missing, unknown } = await schemaState(db);
  if (missing.length > 0)
    return {
      state: 'notMigrated',
      label: `the database lacks ${missing.join(', ')}`,
      todo: 'Run: trellis migrate',
      detail: { missing },
      stops: true,
    };
  if (unknown.length > 0)
    return {
      state: 'newer',
      label: `a newer version of Trellis has changed the database (${unknown.join(', ')})`,
      todo: 'Upgrade this process to that version.',
      detail: { unknown },
    };
  return ok;
};
