import { sql, type RawBuilder } from 'kysely';
import type { Db } from '../database.ts';
import { leased, living, sent, triedAgain, unsent } from '../states.ts';
import { milliseconds } from '../milliseconds.ts';

/** Who people are, for lists. */
export interface Named {
  readonly name: string;
  readonly email: string;
  readonly company: string | null;
}

/** SQL: who the row `leads` is. */
const named = sql`coalesce(nullif(concat_ws(' ', leads.first_name, leads.last_name), ''), leads.email) as name, leads.email,
  (select a.name from accounts a where a.id = leads.account_id) as company`;

/** The names of leads, by id. */
export async function namesOf(db: Db, ids: readonly string[]): Promise<ReadonlyMap<string, Named>> {
  const { rows } = await sql<Named & { id: string }>`select leads.id, ${named} from leads where id = any(${ids}::uuid[])`.execute(
    db,
  );
  return new Map(rows.map(({ id, ...who }) => [id, who]));
}

/** How a lead relates to a campaign: SQL over `enrolments` for a program, and over `touches` as `t` for a single email. */
export const memberships = {
  in: { program: sql`e.state in ${living}`, single: sql`(t.state in ${triedAgain} or t.state in ${leased})` },
  through: { program: sql`e.state = 'ended'`, single: sql`t.state in ${sent}` },
  out: { program: sql`e.state = 'refused'`, single: sql`t.state in ${unsent}` },
} as const satisfies Record<string, { program: RawBuilder<unknown>; single: RawBuilder<unknown> }>;

/** SQL: whether a row of `enrolments` as `e` is the latest one of its lead in the campaign: a lead that came back counts once. */
const isLatest = sql`not exists (
  select from enrolments later where later.lead_id = e.lead_id and later.campaign_id = e.campaign_id and later.id > e.id)`;

export type Membership = keyof typeof memberships;

export interface MemberFilter {
  readonly is?: Membership | undefined;
  readonly track?: string | undefined;
  /** The code of the reason why it is out, or waits. */
  readonly because?: string | undefined;
  readonly leadId?: string | undefined;
}

/** A lead of a campaign, and what it waits for. Codes; the API says them in words. */
export interface MemberRow extends Named {
  readonly leadId: string;
  readonly is: Membership;
  /** Of a side program. */
  readonly lane: string | null;
  readonly track: string | null;
  /** Of the enrolment, or of the email. */
  readonly state: string;
  readonly because: string | null;
  readonly endedAs: string | null;
  /** The message that it waits to get, why that waits, and until when. */
  readonly waits: { readonly content: string; readonly because: string; readonly until: number | null } | null;
  readonly task: { readonly kind: string; readonly assignee: string | null } | null;
  readonly startsAt: Date | null;
  readonly at: Date | null;
}

interface Page {
  readonly after?: string | undefined;
  readonly limit: number;
}

/** SQL: how a row of `enrolments` as `e`, or of `touches` as `t`, relates to its campaign. */
export const membershipOf = (which: 'program' | 'single') =>
  sql`case ${sql.join(
    (Object.keys(memberships) as Membership[]).map((is) => sql`when ${memberships[is][which]} then ${sql.lit(is)}`),
    sql` `,
  )} end`;

const holds = (which: 'program' | 'single', { is }: MemberFilter) => (is === undefined ? sql`true` : memberships[is][which]);
const equal = (column: RawBuilder<unknown>, value: string | undefined) =>
  value === undefined ? sql`true` : sql`${column} = ${value}`;

const waitsOf = sql`(select jsonb_build_object('content', t.content, 'because', t.reason, 'until', ${milliseconds('t.due_at')})
  from touches t where t.enrolment_id = e.id and t.state in ${triedAgain} order by t.due_at limit 1)`;

/** A page of the leads of a campaign of a program, by id. */
export async function programMembers(
  db: Db,
  campaignId: string,
  where: MemberFilter,
  { after, limit }: Page,
): Promise<MemberRow[]> {
  const { rows } = await sql<MemberRow>`
    select leads.id as lead_id, ${named}, ${membershipOf('program')} as "is", e.lane, e.track, e.state, e.reason as because, e.ended_as, ${waitsOf} as waits,
      (select jsonb_build_object('kind', tasks.kind, 'assignee', reps.name) from tasks left join reps on reps.id = assignee_id
        where tasks.lead_id = leads.id and tasks.state = 'open' and e.lane is null order by tasks.id desc limit 1) as task,
      e.start_at as starts_at, e.ended_at as at
    from enrolments e join leads on leads.id = e.lead_id
    where e.campaign_id = ${campaignId} and ${holds('program', where)} and ${equal(sql`e.track`, where.track)}
      and ${equal(sql`leads.id`, where.leadId)}
      and ${where.because === undefined ? sql`true` : sql`coalesce(${waitsOf} ->> 'because', e.reason) = ${where.because}`}
      and (${after ?? null}::uuid is null or leads.id > ${after ?? null}::uuid)
      and ${isLatest}
    order by leads.id limit ${limit}`.execute(db);
  return rows;
}

/** A page of the leads of a campaign of a single email, by id. */
export async function singleMembers(
  db: Db,
  campaignId: string,
  where: MemberFilter,
  { after, limit }: Page,
): Promise<MemberRow[]> {
  const { rows } = await sql<MemberRow>`
    select leads.id as lead_id, ${named}, ${membershipOf('single')} as "is", null as lane, null as track, t.state, t.reason as because, null as ended_as,
      case when ${memberships.in.single} then
        jsonb_build_object('content', t.content, 'because', t.reason, 'until', ${milliseconds('t.due_at')}) end as waits,
      null as task, t.due_at as starts_at, coalesce(t.sent_at, t.settled_at) as at
    from touches t join leads on leads.id = t.lead_id
    where t.campaign_id = ${campaignId} and ${holds('single', where)} and ${equal(sql`t.reason`, where.because)}
      and ${equal(sql`leads.id`, where.leadId)} and (${after ?? null}::uuid is null or leads.id > ${after ?? null}::uuid)
    order by leads.id limit ${limit}`.execute(db);
  return rows;
}

/** How many leads of a campaign are in each track of its program now. */
export async function countByTrack(db: Db, campaignId: string): Promise<{ track: string; leads: number }[]> {
  const { rows } = await sql<{ track: string; leads: number }>`
    select e.track, count(*)::int as leads from enrolments e
    where e.campaign_id = ${campaignId} and ${memberships.in.program} and e.track is not null
    group by 1 order by 2 desc, 1`.execute(db);
  return rows;
}

/** How many leads relate to a campaign in which way, and why: for the progress, and for those who did not get it. */
export async function countMembers(db: Db, campaignId: string, isSingle: boolean) {
  const which = isSingle ? 'single' : 'program';
  const from = isSingle
    ? sql`touches t where t.campaign_id = ${campaignId}`
    : sql`enrolments e where e.campaign_id = ${campaignId} and ${isLatest}`;
  const { rows } = await sql<{ is: Membership; because: string | null; leads: number }>`
    select "is", because, count(*)::int as leads from (
      select ${membershipOf(which)} as "is", ${isSingle ? sql`t.reason` : sql`e.reason`} as because from ${from}
    ) as member group by 1, 2 order by 3 desc`.execute(db);
  return rows;
}
