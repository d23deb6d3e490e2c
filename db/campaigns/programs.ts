import type { Db } from '../database.ts';

/** What a program says of itself that others than its workflow must know. */
export interface ProgramRow {
  readonly id: string;
  /** The slug of the team that reads replies. */
  readonly repliesTo?: string | undefined;
}

/** Saves what the programs say of themselves now; each start of the platform does. */
export const savePrograms = async (db: Db, programs: readonly ProgramRow[]): Promise<void> => {
  if (programs.length === 0) return;
  await db
    .insertInto('programs')
    .values(programs.map(({ id, repliesTo = null }) => ({ id, repliesTo })))
    .onConflict((conflict) => conflict.column('id').doUpdateSet((eb) => ({ repliesTo: eb.ref('excluded.repliesTo') })))
    .execute();
};
