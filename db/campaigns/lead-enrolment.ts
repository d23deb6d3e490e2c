import { livingStates } from '../../domain/lead/enrolment-states.ts';
import type { Db } from '../database.ts';

/** A lead's current enrolment, otherwise its last one. */
export async function lastEnrolment(db: Db, leadId: string) {
  const row = await db
    .selectFrom('enrolments')
    .innerJoin('campaigns', 'campaigns.id', 'enrolments.campaignId')
    .where('leadId', '=', leadId)
    .where('state', '<>', 'refused')
    .select([
      'enrolments.id',
      'campaigns.name as campaign',
      'enrolments.program',
      'state',
      'track',
      'startAt',
      'endedAs',
      'reason',
    ])
    .orderBy('enrolments.id', 'desc')
    .executeTakeFirst();
  return row && { ...row, startAt: row.startAt.getTime() };
}

/** Whether a program runs for the lead, or is about to. */
export const isInProgram = async (db: Db, leadId: string): Promise<boolean> =>
  (await db
    .selectFrom('enrolments')
    .select('id')
    .where('leadId', '=', leadId)
    .where('state', 'in', livingStates)
    .executeTakeFirst()) !== undefined;
