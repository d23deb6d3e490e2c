import { sql, type RawBuilder } from 'kysely';
import type { FunnelStage } from '../../domain/lead/funnel.ts';
import type { Db } from '../database.ts';
import { isClick, lastMessageBefore, meetsGoal } from '../reports/counted/emails.ts';
import { sent, triedAgain, unsent } from '../states.ts';
import { cameTo, idsOf, reached, type Group } from './groups.ts';
import type { Named } from './members.ts';

/** SQL: what people did with the touch `m`, as one row `did`: one look at its engagements tells all of it. */
const did = sql`left join lateral (
  select bool_or(${isClick}) as clicked, bool_or(${meetsGoal}) as goal, bool_or(a.kind = 'replied') as replied, bool_or(a.kind = 'unsubscribed') as unsubscribed,
    bool_or(a.kind = 'complained') as complained, bool_or(a.bounce is not null) as bounced
  from engagements a where a.touch_key = m.key and a.verdict <> 'machine'
) as did on true`;

/** SQL: whether an act that belongs to no message met the goal of the touch `m`, the last one before it. */
const metWithoutMessage = sql`exists (select from engagements a cross join lateral ${lastMessageBefore} as last
  where a.lead_id = m.lead_id and a.touch_key is null and a.at >= m.sent_at and ${meetsGoal} and last.key = m.key)`;

/** What is counted of the touches `m` of a campaign. `goals` has the kinds of acts that meet the goal of each content. */
export const measures = {
  waiting: sql`m.state in ${triedAgain}`,
  sent: sql`m.state in ${sent}`,
  clicked: sql`did.clicked`,
  goal: sql`(m.state in ${sent} and did.goal or ${metWithoutMessage})`,
  replied: sql`did.replied`,
  unsubscribed: sql`did.unsubscribed`,
  complained: sql`did.complained`,
  bounced: sql`(m.state = 'refused' and m.reason = 'bounced' or did.bounced)`,
  notSent: sql`m.state in ${unsent}`,
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

/** SQL: the touches `m` of a campaign, with everything that `measures` needs. */
const touchesOf = (campaignId: string, goals: Goals) => sql`
  (select ${JSON.stringify(goals)}::jsonb as of) as goals cross join touches m ${did} where m.campaign_id = ${campaignId}`;

/** The results of a campaign, by email, or by its versions. */
export async function resultsByEmail(db: Db, campaignId: string, goals: Goals, byVariant: boolean): Promise<ResultRow[]> {
  const names = Object.keys(measures) as Measure[];
  const counts = names.map((name) => sql`count(*) filter (where ${measures[name]})::int as ${sql.ref(name)}`);
  const persona = byVariant ? sql`m.persona` : sql`null::text`;
  const { rows } = await sql<ResultRow>`
    select content, persona, ${sql.join(names.map((name) => sql`sum(${sql.ref(name)})::int as ${sql.ref(name)}`))},
      coalesce(jsonb_object_agg(reason, not_sent) filter (where reason is not null and not_sent > 0), '{}') as because
    from (
      select m.content, ${persona} as persona, case when m.state in ${unsent} then m.reason end as reason,
        min(coalesce(m.sent_at, m.claimed_at)) as at, ${sql.join(counts)}
      from ${touchesOf(campaignId, goals)} group by 1, 2, 3
    ) as counted
    group by 1, 2 order by min(at), 1, 2`.execute(db);
  return rows;
}

/** The stages of the leads of a campaign now. */
export async function resultsByStage(db: Db, campaignId: string): Promise<{ stage: string; leads: number }[]> {
  const { rows } = await sql<{ stage: string; leads: number }>`
    select leads.stage, count(*)::int as leads from leads where leads.id in (${reached(campaignId)}) group by 1 order by 2 desc`.execute(
    db,
  );
  return rows;
}

export interface Behind {
  readonly content?: string | undefined;
  /** Null for everybody's version. */
  readonly persona?: string | null | undefined;
  readonly measure?: Measure | undefined;
  readonly because?: string | undefined;
  readonly stage?: string | undefined;
  /** Of a campaign with a holdout: one of its two groups. */
  readonly group?: Group | undefined;
  /** Those that came to this stage, or past it, since the campaign began. */
  readonly cameTo?: FunnelStage | undefined;
}

/** The leads behind a number of the results: a page of ids, in their order. */
export async function peopleBehind(
  db: Db,
  campaignId: string,
  { content, persona, measure, because, stage, group, cameTo: to }: Behind,
  { goals, after, limit }: { goals: Goals; after?: string | undefined; limit: number },
): Promise<(Named & { leadId: string })[]> {
  const isOne = sql`(${stage ?? null}::text is null or leads.stage = ${stage ?? null})
    and ${to === undefined ? sql`true` : cameTo(campaignId, to, sql`leads.id`)}`;
  const ids =
    measure === undefined
      ? group === undefined
        ? reached(campaignId)
        : idsOf(campaignId, group)
      : sql`select m.lead_id from ${touchesOf(campaignId, goals)}
        and (${content ?? null}::text is null or m.content = ${content ?? null})
        and ${persona === undefined ? sql`true` : sql`m.persona is not distinct from ${persona}`}
        and (${because ?? null}::text is null or m.reason = ${because ?? null}) and ${measures[measure]}`;
  const { rows } = await sql<Named & { leadId: string }>`
    select leads.id as lead_id, coalesce(nullif(concat_ws(' ', leads.first_name, leads.last_name), ''), leads.email) as name, leads.email,
      (select a.name from accounts a where a.id = leads.account_id) as company
    from leads where ${isOne} and leads.id in (${ids}) and (${after ?? null}::uuid is null or leads.id > ${after ?? null}::uuid)
    order by 1 limit ${limit}`.execute(db);
  return rows;
}
