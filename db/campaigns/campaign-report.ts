import { sql } from 'kysely';
import type { Db } from '../database.ts';
import { started } from '../states.ts';
import type { PageAfter } from '../page.ts';

const counted = (rows: readonly { name: string; count: number }[]): Record<string, number> =>
  Object.fromEntries(rows.map(({ name, count }) => [name, count]));

/** The results of a campaign: who is where, who was refused and why, what was sent, and how leads reacted. */
export async function campaignReport(db: Db, campaignId: string) {
  const group = async (query: ReturnType<typeof sql<{ name: string; count: number }>>) => counted((await query.execute(db)).rows);
  const [states, refused, ended, tracks, stages, sent, engaged] = await Promise.all([
    group(sql`select state as name, count(*)::int as count from enrolments where campaign_id = ${campaignId} group by 1`),
    group(
      sql`select reason as name, count(*)::int as count from enrolments where campaign_id = ${campaignId} and state = 'refused' group by 1`,
    ),
    group(
      sql`select concat_ws(': ', ended_as, reason) as name, count(*)::int as count from enrolments where campaign_id = ${campaignId} and state = 'ended' group by 1`,
    ),
    group(
      sql`select track as name, count(*)::int as count from enrolments where campaign_id = ${campaignId} and state in ${started} and track is not null group by 1`,
    ),
    group(sql`select leads.stage as name, count(*)::int as count from enrolments join leads on leads.id = lead_id
      where campaign_id = ${campaignId} and enrolments.state <> 'refused' group by 1`),
    group(
      sql`select content as name, count(*)::int as count from touches where campaign_id = ${campaignId} and state = 'accepted' group by 1`,
    ),
    group(sql`select engagements.kind as name, count(distinct engagements.lead_id)::int as count
      from engagements join touches on touches.key = touch_key where campaign_id = ${campaignId} and engagements.verdict <> 'machine' group by 1`),
  ]);
  return { states, refused, ended, tracks, stages, sent, engaged };
}

/** The leads that a campaign refused, with the code of the reason. */
export const refusedBy = (db: Db, campaignId: string, { after, limit }: PageAfter) =>
  db
    .selectFrom('enrolments')
    .innerJoin('leads', 'leads.id', 'enrolments.leadId')
    .where('campaignId', '=', campaignId)
    .where('enrolments.state', '=', 'refused')
    .$if(after !== undefined, (query) => query.where('leadId', '>', after!))
    .select(['leadId', 'leads.email', 'reason'])
    .orderBy('leadId')
    .limit(limit)
    .execute();
