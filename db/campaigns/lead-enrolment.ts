import { sql, type RawBuilder } from 'kysely';
import { livingStates } from '../../domain/lead/enrolment-states.ts';
import type { Db } from '../database.ts';
import { prepared } from '../prepared.ts';
import { ofPool, shared } from '../shared.ts';
import { living } from '../states.ts';
import { anyOf } from '../table-of.ts';

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

/** The names of the campaigns that a lead is in, or about to enter: first the one of its main program. */
export const campaignsOf = (db: Db, leadId: string): Promise<string[]> => campaigns(db)(leadId);

/** How many questions about leads share a statement. */
const TOGETHER = 40;

const campaigns = ofPool((db) =>
  shared(async (leadIds: readonly string[]): Promise<string[][]> => {
    const { rows } = await sql<{ leadId: string; name: string }>`${prepared}
      select lead_id, name from enrolments join campaigns on campaigns.id = campaign_id
      where lead_id = ${anyOf(leadIds)} and state in ${living} order by lane nulls first`.execute(db);
    const byLead = Map.groupBy(rows, ({ leadId }) => leadId);
    return leadIds.map((id) => (byLead.get(id) ?? []).map(({ name }) => name));
  }, TOGETHER),
);

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

/**
 * SQL: whether a program of its own runs for a lead, or is about to. `offset 0` makes Postgres look it up. Without it, Postgres would join all
 * programs that run: it believes that they are few if they were when it last counted.
 */
export const hasProgram = (leadId: RawBuilder<unknown>): RawBuilder<boolean> =>
  sql`exists (select from enrolments where lead_id = ${leadId} and state in ${living} and lane is null offset 0)`;

/** Whether a program of its own runs for the lead, or is about to. */
export async function isInProgram(db: Db, leadId: string): Promise<boolean> {
  const { rows } = await sql`${prepared} select where ${hasProgram(sql`${leadId}::uuid`)}`.execute(db);
  return rows.length > 0;
}
