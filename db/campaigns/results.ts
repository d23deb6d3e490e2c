import { sql, type RawBuilder } from 'kysely';
import { statesIn, touchStates } from '../../domain/contact/touch-states.ts';
import type { Db } from '../database.ts';
import { listed, sent, triedAgain } from '../states.ts';
import type { Named } from './members.ts';

const unsent = listed(statesIn(touchStates, 'unsent'));

/** SQL: whether somebody did something with the touch `t`. */
const did = (what: RawBuilder<unknown>): RawBuilder<unknown> =>
  sql`exists (select from engagements a where a.touch_key = t.key and a.verdict <> 'machine' and ${what})`;

/** What is counted of the touches `t` of a campaign. `goals` has the kinds of acts that meet the goal of each content. */
export const measures = {
  waiting: sql`t.state in ${triedAgain}`,
  sent: sql`t.state in ${sent}`,
  clicked: did(sql`a.link is not null`),
  goal: sql`exists (select from engagements a where a.lead_id = t.lead_id and a.human and a.verdict <> 'machine' and a.at >= t.sent_at
    and a.kind = any (select jsonb_array_elements_text(goals.of -> t.content)))`,
  replied: did(sql`a.kind = 'replied'`),
  unsubscribed: did(sql`a.kind = 'unsubscribed'`),
  complained: did(sql`a.kind = 'complained'`),
  bounced: sql`(t.state = 'refused' and t.reason = 'bounced' or ${did(sql`a.bounce is not null`)})`,
  notSent: sql`t.state in ${unsent}`,
} as const satisfies Record<string, RawBuilder<unknown>>;

export type Measure = keyof typeof measures;

export interface ResultRow extends Readonly<Record<Measure, number>> {
  readonly content: string;
  /** With `variant`: the kind of buyer for which the version was written; null for everybody's. */
  readonly persona: string | null;
  /** Those that were not sent, by the code of the reason. */
  readonly because: Readonly<Record<string, number>>;
}

/** For each content, the kinds of acts that meet its goal. */
export type Goals = Readonly<Record<string, readonly string[]>>;

const goalsTable = (goals: Goals) => sql`(select ${JSON.stringify(goals)}::jsonb as of) as goals`;

/** The results of a campaign, by email, or by its versions. */
export async function resultsByEmail(db: Db, campaignId: string, goals: Goals, byVariant: boolean): Promise<ResultRow[]> {
  const counts = (Object.keys(measures) as Measure[]).map(
    (name) => sql`count(*) filter (where ${measures[name]})::int as ${sql.ref(name)}`,
  );
  const persona = byVariant ? sql`t.persona` : sql`null::text`;
  const { rows } = await sql<ResultRow>`
    select t.content, ${persona} as persona, ${sql.join(counts)},
      coalesce((select jsonb_object_agg(reason, n) from (
        select reason, count(*)::int as n from touches u where u.campaign_id = ${campaignId} and u.content = t.content and u.state in ${unsent}
          and (${!byVariant}::boolean or u.persona is not distinct from ${persona}) and u.reason is not null group by 1) as why), '{}') as because
    from touches t, ${goalsTable(goals)} where t.campaign_id = ${campaignId}
    group by t.content, ${persona}, goals.of order by min(coalesce(t.sent_at, t.claimed_at)), 1, 2`.execute(db);
  return rows;
}

/** The stages of the leads of a campaign now. */
export async function resultsByStage(db: Db, campaignId: string): Promise<{ stage: string; leads: number }[]> {
  const { rows } = await sql<{ stage: string; leads: number }>`
    select leads.stage, count(*)::int as leads from leads where ${isReached(campaignId)} group by 1 order by 2 desc`.execute(db);
  return rows;
}

const isReached = (campaignId: string) => sql`(
  exists (select from enrolments e where e.lead_id = leads.id and e.campaign_id = ${campaignId} and e.state <> 'refused')
  or exists (select from touches t where t.lead_id = leads.id and t.campaign_id = ${campaignId} and t.enrolment_id is null and t.state not in ${unsent}))`;

export interface Behind {
  readonly content?: string | undefined;
  /** Null for everybody's version. */
  readonly persona?: string | null | undefined;
  readonly measure?: Measure | undefined;
  readonly because?: string | undefined;
  readonly stage?: string | undefined;
}

/** The leads behind a number of the results: a page of ids, in their order. */
export async function peopleBehind(
  db: Db,
  campaignId: string,
  { content, persona, measure, because, stage }: Behind,
  { goals, after, limit }: { goals: Goals; after?: string | undefined; limit: number },
): Promise<(Named & { leadId: string })[]> {
  const isOne = sql`(${stage ?? null}::text is null or leads.stage = ${stage ?? null})`;
  const inTouches =
    measure === undefined
      ? isReached(campaignId)
      : sql`exists (select from touches t, ${goalsTable(goals)} where t.lead_id = leads.id and t.campaign_id = ${campaignId}
        and (${content ?? null}::text is null or t.content = ${content ?? null})
        and ${persona === undefined ? sql`true` : sql`t.persona is not distinct from ${persona}`}
        and (${because ?? null}::text is null or t.reason = ${because ?? null}) and ${measures[measure]})`;
  const { rows } = await sql<Named & { leadId: string }>`
    select leads.id as lead_id, coalesce(nullif(concat_ws(' ', leads.first_name, leads.last_name), ''), leads.email) as name, leads.email,
      (select a.name from accounts a where a.id = leads.account_id) as company
    from leads where ${isOne} and ${inTouches} and (${after ?? null}::uuid is null or leads.id > ${after ?? null}::uuid)
    order by 1 limit ${limit}`.execute(db);
  return rows;
}
