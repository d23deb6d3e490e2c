import type { Selectable } from 'kysely';
import type { WhileInSales } from '../../domain/lead/lanes.ts';
import type { Db, Trx } from '../database.ts';
import type { DB } from '../schema.gen.ts';

/** What others need to know about a program, apart from its workflow. */
export interface ProgramRow {
  readonly id: string;
  /** The slug of the team that reads replies. */
  readonly repliesTo?: string | undefined;
  /** Of a side program. */
  readonly lane?: string | undefined;
  readonly whileInSales?: WhileInSales | undefined;
}

/** Saves the programs' current settings, at each start of the platform. */
export async function savePrograms(db: Db, programs: readonly ProgramRow[]): Promise<void> {
  if (programs.length === 0) return;
  await db
    .insertInto('programs')
    .values(programs.map(({ id, repliesTo = null, lane = null, whileInSales = null }) => ({ id, repliesTo, lane, whileInSales })))
    .onConflict((conflict) =>
      conflict.column('id').doUpdateSet((eb) => ({
        repliesTo: eb.ref('excluded.repliesTo'),
        lane: eb.ref('excluded.lane'),
        whileInSales: eb.ref('excluded.whileInSales'),
      })),
    )
    .execute();
}

/** What a side program says about itself; undefined for a program that the platform has never started with. */
export const sideRulesOf = (
  db: Db,
  program: string,
): Promise<Pick<Selectable<DB['programs']>, 'lane' | 'whileInSales'> | undefined> =>
  db.selectFrom('programs').select(['lane', 'whileInSales']).where('id', '=', program).executeTakeFirst();

/** The program that sent a touch. "Not relevant" refers to that program's emails, not to those of the lead's current program. */
export async function programOfTouch(trx: Trx, touchKey: string | undefined): Promise<string | undefined> {
  if (touchKey === undefined) return undefined;
  const row = await trx
    .selectFrom('touches')
    .innerJoin('campaigns', 'campaigns.id', 'touches.campaignId')
    .where('touches.key', '=', touchKey)
    .select('campaigns.program')
    .executeTakeFirst();
  return row?.program;
}

/** Whether some campaign has a program, which the app may no longer have. */
export const wasProgram = async (db: Db, program: string): Promise<boolean> =>
  (await db.selectFrom('campaigns').select('id').where('program', '=', program).limit(1).executeTakeFirst()) !== undefined;
