import type { Updateable } from 'kysely';
import type { Instant } from '../../domain/time/clock.ts';
import type { ActRecord } from '../columns.ts';
import type { Trx } from '../database.ts';
import type { DB } from '../schema.gen.ts';
import type { InterestRow } from './interest-row.ts';

export interface ScoreRow extends InterestRow {
  readonly fit: number;
  readonly acts: ActRecord[];
  readonly hot: boolean;
}

/** What an act changes in the score of its lead. */
export interface ScoreColumns {
  readonly interest: number;
  readonly interestAt: Date;
  /** JSON, as are the acts. */
  readonly byKind: string;
  readonly acts: string;
  readonly hot: boolean;
}

/** Locks the score of a lead; a lead without one gets it. */
export async function lockScore(trx: Trx, leadId: string, at: Instant): Promise<ScoreRow> {
  // One statement creates the row if it is missing, and locks it either way; the update changes nothing.
  return trx
    .insertInto('scores')
    .values({ leadId, interestAt: new Date(at) })
    .onConflict((conflict) => conflict.column('leadId').doUpdateSet((eb) => ({ leadId: eb.ref('excluded.leadId') })))
    .returning(['fit', 'byKind', 'interestAt', 'acts', 'hot'])
    .executeTakeFirstOrThrow();
}

/** Locks the score of a lead, if it has one. */
export const lockedScore = (trx: Trx, leadId: string) =>
  trx.selectFrom('scores').selectAll().where('leadId', '=', leadId).forUpdate().executeTakeFirst();

export const saveScore = (trx: Trx, leadId: string, score: Updateable<DB['scores']>): Promise<unknown> =>
  trx.updateTable('scores').set(score).where('leadId', '=', leadId).execute();
