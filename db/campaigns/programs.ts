import type { Db } from '../database.ts';

/** What others need to know about a program, apart from its workflow. */
export interface ProgramRow {
  readonly id: string;
  /** The slug of the team that reads replies. */
  readonly repliesTo?: string | undefined;
}

/** Saves the programs' current settings, at each start of the platform. */
export async function savePrograms(db: Db, programs: readonly ProgramRow[]): Promise<void> {
  if (programs.length === 0) return;
  await db
    .insertInto('programs')
    .values(programs.map(({ id, repliesTo = null }) => ({ id, repliesTo })))
    .onConflict((conflict) => conflict.column('id').doUpdateSet((eb) => ({ repliesTo: eb.ref('excluded.repliesTo') })))
    .execute();
}
