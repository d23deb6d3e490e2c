import { sql } from 'kysely';
import { lostStates } from '../../domain/contact/touch-states.ts';
import type { EngagementKind, Page } from '../../domain/scoring/engagement.ts';
import { pointsOf, type InterestModel } from '../../domain/scoring/interest.ts';
import type { Instant } from '../../domain/time/clock.ts';
import { DAY } from '../../domain/time/duration.ts';
import type { TaskKind } from '../columns.ts';
import type { Db } from '../database.ts';

/** A lead who did nothing for this long, and then does something, is active again. */
const DORMANT = 30 * DAY;
/** A report of the rep about a lead counts for this long as something that the rep waits for. */
const REMEMBERED = 30 * DAY;

/** SQL: the leads about whom a rep has reported since an instant. */
const reportedBy = (repId: string, since: Instant) => sql`select before.lead_id from dispositions as said
  join tasks as before on before.id = said.task_id
  where said.rep_id = ${repId} and said.state = 'applied' and said.at >= ${new Date(since)}`;

/** A request for a conversation is stronger than any interest. */
const REQUEST = 1_000;

const person = sql`leads.first_name, leads.last_name, leads.email, accounts.name as company`;

interface Person {
  readonly firstName: string | null;
  readonly lastName: string | null;
  readonly email: string;
  readonly company: string | null;
}

/** What a lead did in a span of time. */
export interface ActiveLead extends Person {
  readonly leadId: string;
  readonly acts: number;
  /** The kind of the strongest act. */
  readonly strongest: EngagementKind;
  readonly lastAt: Date;
  /** Whether they had done nothing for a month. */
  readonly isActiveAgain: boolean;
  /** The rep's open task about them. */
  readonly taskId: string | null;
}

interface ActiveAct {
  readonly kind: EngagementKind;
  readonly page: Page | null;
  readonly at: string;
  /** Whether it asks for a conversation. */
  readonly isRequest: boolean;
}

interface ActiveRow extends Omit<ActiveLead, 'acts' | 'strongest' | 'lastAt'> {
  /** The latest first. */
  readonly acts: readonly ActiveAct[];
}

/**
 * The leads of a rep who did something since an instant, the strongest acts first. They are those whom the rep owns or has an open
 * task for, and those about whom the rep once reported and who are active again after a month.
 */
export async function activeLeads(
  db: Db,
  scoring: InterestModel,
  repId: string,
  since: Instant,
  now: Instant,
): Promise<ActiveLead[]> {
  const strength = ({ kind, page, at, isRequest }: ActiveAct): number =>
    isRequest ? REQUEST : pointsOf(scoring, { kind, page: page ?? undefined, at: Date.parse(at) });
  const sum = (acts: readonly ActiveAct[]) => acts.reduce((total, act) => total + strength(act), 0);
  return (await actsOfLeads(db, repId, since, now))
    .toSorted((a, b) => sum(b.acts) - sum(a.acts) || b.acts.length - a.acts.length)
    .map(({ acts, ...lead }) => {
      const [strongest] = acts.toSorted((a, b) => strength(b) - strength(a)) as [ActiveAct];
      return { ...lead, acts: acts.length, strongest: strongest.kind, lastAt: new Date(acts[0]!.at) };
    });
}

async function actsOfLeads(db: Db, repId: string, since: Instant, now: Instant): Promise<ActiveRow[]> {
  const from = new Date(since);
  const [ofLead, byHuman] = [sql`act.lead_id = known.lead_id`, sql`act.human and act.verdict <> 'machine'`];
  const { rows } = await sql<ActiveRow>`
    with known as (
      select lead_id, bool_or(mine) as mine from (
        select id as lead_id, true as mine from leads where owner_id = ${repId}
        union all select lead_id, true from tasks where assignee_id = ${repId} and state = 'open'
        union all select lead_id, false from (${reportedBy(repId, 0)}) as reported
      ) as each group by lead_id
    ), active as (
      select known.lead_id, known.mine, recent.acts, coalesce(
        (select max(at) < ${new Date(since - DORMANT)} from engagements as act where ${ofLead} and ${byHuman} and at < ${from}),
        false) as is_active_again
      from known cross join lateral (
        select json_agg(json_build_object('kind', kind, 'page', page, 'at', at, 'isRequest', is_request) order by at desc) as acts
        from engagements as act where ${ofLead} and ${byHuman} and at >= ${from} and at < ${new Date(now)}
      ) as recent where recent.acts is not null
    )
    select ${person}, leads.id as lead_id, active.acts, active.is_active_again,
      (select id from tasks where lead_id = leads.id and assignee_id = ${repId} and state = 'open' order by opened_at limit 1) as task_id
    from active join leads on leads.id = active.lead_id left join accounts on accounts.id = leads.account_id
    where active.mine or active.is_active_again order by leads.id`.execute(db);
  return rows;
}

/** A task that somebody else is working on. */
export interface OthersTask extends Person {
  readonly leadId: string;
  readonly taskId: string;
  readonly kind: TaskKind;
  readonly openedAt: Date;
  /** Whom it waits for; null if a manager decides, or nobody has it. */
  readonly assignee: string | null;
  readonly isDecision: boolean;
  /** How many such tasks there are, also those that this list has no place for. */
  readonly inAll: number;
}

/** The open tasks about a rep's leads that others must finish: a manager's decision, or what came of a report in the last month. */
export async function waitingForOthers(db: Db, repId: string, now: Instant): Promise<OthersTask[]> {
  const { rows } = await sql<OthersTask>`
    with theirs as materialized (select id from leads where owner_id = ${repId} union ${reportedBy(repId, now - REMEMBERED)}),
    waiting as materialized (
      select * from tasks where state = 'open' and assignee_id = ${repId} and sla = 'managerDecision'
      union all
      select tasks.* from theirs join tasks on tasks.lead_id = theirs.id where state = 'open' and assignee_id is distinct from ${repId}
    )
    select ${person}, leads.id as lead_id, waiting.id as task_id, waiting.kind, waiting.opened_at,
      coalesce(waiting.sla = 'managerDecision', false) as is_decision,
      case when waiting.sla is distinct from 'managerDecision' then reps.name end as assignee,
      count(*) over ()::int as in_all
    from waiting join leads on leads.id = waiting.lead_id left join accounts on accounts.id = leads.account_id
    left join reps on reps.id = waiting.assignee_id
    order by waiting.opened_at, waiting.id limit 100`.execute(db);
  return rows;
}

/** Who is to finish a task, in words. */
export const whoHas = ({ isDecision, assignee }: Pick<OthersTask, 'isDecision' | 'assignee'>): string =>
  isDecision ? 'a manager decides' : (assignee ?? 'nobody has it yet');

/** The most that a rep is told at once after an absence. */
const LONGEST = 14 * DAY;

/**
 * Since when a digest tells what leads did: since the rep's last one, also if it had nothing to say, unless it did not arrive; a day
 * without one.
 */
export async function toldUntil(db: Db, digestId: string): Promise<Instant> {
  const { at, last } = await db
    .selectFrom('alerts as digest')
    .leftJoin('alerts as before', (join) =>
      join
        .onRef('before.kind', '=', 'digest.kind')
        .onRef('before.repId', '=', 'digest.repId')
        .onRef('before.at', '<', 'digest.at')
        .on('before.state', 'not in', lostStates),
    )
    .where('digest.id', '=', digestId)
    .groupBy('digest.id')
    .select((eb) => ['digest.at', eb.fn.max('before.at').as('last')])
    .executeTakeFirstOrThrow();
  const began = at.getTime();
  return Math.max(last?.getTime() ?? began - DAY, began - LONGEST);
}
