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
