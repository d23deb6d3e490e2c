import { sql } from 'kysely';
import { livingStates } from '../../domain/lead/enrolment-states.ts';
import type { Db } from '../database.ts';

/** A lead's current enrolment in a program of its own, otherwise its last one. */
export async function lastEnrolment(db: Db, leadId: string) {
  const row = await db
    .selectFrom('enrolments')
    .innerJoin('campaigns', 'campaigns.id', 'enrolments.campaignId')
    .where('leadId', '=', leadId)
    .where('state', '<>', 'refused')
    .where('lane', 'is', null)
    .select([
      'enrolments.id',
      'campaigns.id as campaignId',
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

/** The side programs that run for a lead, or are about to. */
export async function sideEnrolments(db: Db, leadId: string) {
  const rows = await db
    .selectFrom('enrolments')
    .innerJoin('campaigns', 'campaigns.id', 'enrolments.campaignId')
    .where('leadId', '=', leadId)
    .where('state', 'in', livingStates)
    .select(['enrolments.id', 'campaigns.id as campaignId', 'campaigns.name as campaign'])
    .select(['enrolments.program', 'state', 'track', 'startAt'])
    .select(sql<string>`lane`.as('lane'))
    .where('lane', 'is not', null)
    .orderBy('lane')
    .execute();
  return rows.map(({ startAt, ...row }) => ({ ...row, startAt: startAt.getTime() }));
}

/** Whether a program of its own runs for the lead, or is about to. */
export const isInProgram = async (db: Db, leadId: string): Promise<boolean> =>
  (await db
    .selectFrom('enrolments')
    .select('id')
    .where('leadId', '=', leadId)
    .where('state', 'in', livingStates)
    .where('lane', 'is', null)
    .executeTakeFirst()) !== undefined;
