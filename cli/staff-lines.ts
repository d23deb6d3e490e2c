import type { Db } from '../db/database.ts';
import { staffOf } from '../db/staff/team-load.ts';

/** A line for each rep, with the id for their API keys. */
export const staffLines = async (db: Db): Promise<string[]> =>
  (await staffOf(db)).map(({ id, team, role, name, active }) =>
    [id, team, role, name, ...(active ? [] : ['(has left)'])].join('  '),
  );
