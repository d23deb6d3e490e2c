import { sql, type RawBuilder } from 'kysely';
import { funnelWay, type FunnelStage } from '../../domain/lead/funnel.ts';
import { HOLDOUT } from '../../domain/lead/holdout.ts';
import type { Db } from '../database.ts';
import { standingMoves } from '../leads/standing-moves.ts';
import { unsent } from '../states.ts';

/** The two groups of a campaign with a holdout, both drawn by lot: who came by a form or was named is in neither. A lead stays in its group, whatever it does later. */
export const groups = ['inIt', 'heldOut'] as const;
export type Group = (typeof groups)[number];

const addressed = (campaignId: string): RawBuilder<unknown> =>
  sql`select lead_id from touches where campaign_id = ${campaignId} and enrolment_id is null and state not in ${unsent}`;

/** SQL: the ids of the leads whom a campaign has taken in. */
export const reached = (campaignId: string): RawBuilder<unknown> =>
  sql`select lead_id from enrolments where campaign_id = ${campaignId} and state <> 'refused' union ${addressed(campaignId)}`;

const letIn = (campaignId: string): RawBuilder<unknown> =>
  sql`select lead_id from enrolments where campaign_id = ${campaignId} and not held_out union ${addressed(campaignId)}`;

const held = (campaignId: string): RawBuilder<unknown> => sql`
  select lead_id from enrolments where campaign_id = ${campaignId} and held_out
  union select lead_id from touches where campaign_id = ${campaignId} and enrolment_id is null and reason = ${HOLDOUT}`;

/** SQL: the ids of the leads of a group. */
export const idsOf = (campaignId: string, group: Group): RawBuilder<unknown> =>
  group === 'heldOut' ? held(campaignId) : sql`(${letIn(campaignId)}) except (${held(campaignId)})`;

/** SQL: whether the lead with an id moved to a stage, or past it, since a campaign began. */
export const cameTo = (campaignId: string, stage: FunnelStage, leadId: RawBuilder<unknown>): RawBuilder<boolean> =>
  sql`exists (select from ${standingMoves} as moved where moved.lead_id = ${leadId}
    and moved."to" = any(${funnelWay.slice(funnelWay.findIndex((one) => one === stage))}::text[])
    and moved.at >= (select starts_at from campaigns where id = ${campaignId}))`;

const [, ...afterInquiry] = funnelWay;
/** The stages that show what a campaign changes. */
export const lifted = afterInquiry;

export type LiftedCounts = Readonly<Record<(typeof lifted)[number] | 'leads', number>>;

/** How many leads a group has, and how many of them came to which stage since the campaign began. */
export async function countGroup(db: Db, campaignId: string, group: Group): Promise<LiftedCounts> {
  const counts = lifted.map(
    (stage) => sql`count(*) filter (where ${cameTo(campaignId, stage, sql`one.lead_id`)})::int as ${sql.ref(stage)}`,
  );
  const { rows } = await sql<LiftedCounts>`
    select count(*)::int as leads, ${sql.join(counts)} from (${idsOf(campaignId, group)}) as one`.execute(db);
  return rows[0]!;
}
