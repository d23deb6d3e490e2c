import { sql, type RawBuilder } from 'kysely';
import { journalKinds } from '../../domain/lead/journal-kinds.ts';
import { managingRoles } from '../../domain/people/roles.ts';
import { kindsOf } from '../../domain/text/kinds.ts';
import type { Instant } from '../../domain/time/clock.ts';
import { idOf } from '../id-of.ts';
import { listed } from '../states.ts';
import { taskClosedEvents } from './lead-events.ts';

/** One line of a lead's journal, as the lifecycle writes it. Its kind says what else the line changes. */
export interface JournalLine {
  readonly visit: number;
  readonly n: number;
  readonly at: Instant;
  readonly kind: string;
  readonly from?: string;
  readonly to?: string;
  readonly reason?: string;
}

export interface Journal {
  readonly leadId: string;
  readonly enrolmentId: string;
  readonly journal: readonly JournalLine[];
  /** Grows with each turn of the lead; leads of 0.1.0 send none. Lines of an earlier turn beyond `after` belong to a turn that failed. */
  readonly turn?: number;
  /** The last line that the lead knows was written. */
  readonly after?: { readonly visit: number; readonly n: number };
}

const PARKED = 'parked/';
const parkedKey = ({ enrolmentId }: Journal, { visit, n }: JournalLine): string => `${PARKED}${enrolmentId}/${visit}/${n}`;

/** SQL: matches lines beyond the last one that the lead knows was written. Lines that the lifecycle did not write have no turn. */
const behind = ({ enrolmentId, after }: Journal) => sql`
  transitions.enrolment_id = ${enrolmentId}::uuid and transitions.turn is not null
  and (transitions.visit, transitions.n) > (${after?.visit ?? 0}::int, ${after?.n ?? 0}::int)`;

/** SQL: whether a turn that the server did not accept left lines. */
export const hasAbandoned = (order: Journal): RawBuilder<boolean> =>
  sql`exists (select from transitions where ${behind(order)} and transitions.turn < ${order.turn ?? null}::int)`;

const sameLine = (a: string, b: string) =>
  sql.raw(`(${a}.visit, ${a}.n, ${a}.kind) = (${b}.visit, ${b}.n, ${b}.kind) and ${a}."from" is not distinct from ${b}."from"
    and ${a}."to" is not distinct from ${b}."to" and ${a}.reason is not distinct from ${b}.reason`);

/**
 * SQL: the common table expressions that write a journal and its effects, so that another statement can include them.
 * `fresh` are the lines that did not exist before. Only they have effects, so that a repeat reverts nothing.
 *
 * `abandoned` are the lines of a turn that the server made the lead take again because something arrived in the meantime. They are
 * deleted, and the remaining lines decide the lead's state. A turn that was itself abandoned (`outdated`) writes nothing.
 */
export function journalTables(order: Journal): RawBuilder<unknown> {
  const lines = JSON.stringify(
    order.journal.map((line) => ({ ...line, at: new Date(line.at), taskId: idOf(parkedKey(order, line), line.at) })),
  );
  return sql`${lineTables(order, lines)}, ${enrolmentTables(order)}, ${stageTables(order)}, ${parkedTables(order, lines)}`;
}

/** SQL: writes the lines, and deletes those that were abandoned. */
function lineTables(order: Journal, lines: string) {
  const { leadId, enrolmentId, turn = null } = order;
  return sql`mine as (
    select * from jsonb_to_recordset(${lines}::jsonb)
      as line(visit int, n int, at timestamptz, kind text, "from" text, "to" text, reason text)
  ), outdated as (
    select exists (select from transitions where ${behind(order)} and transitions.turn > ${turn}::int) as yes
  ), abandoned as (
    delete from transitions
    where ${behind(order)} and not (select yes from outdated)
      and not exists (select from mine where ${sameLine('mine', 'transitions')})
      and (transitions.turn < ${turn}::int or (transitions.turn = ${turn}::int
        and exists (select from mine where (mine.visit, mine.n) = (transitions.visit, transitions.n))))
    returning *
  ), fresh as (
    insert into transitions (enrolment_id, visit, n, lead_id, at, kind, "from", "to", reason, turn)
    select ${enrolmentId}::uuid, visit, n, ${leadId}::uuid, at, kind, "from", "to", reason, ${turn}::int
    from mine where not (select yes from outdated)
    on conflict do nothing
    returning *
  ), remaining as (
    select visit, n, at, kind, "to", reason from transitions
    where enrolment_id = ${enrolmentId}::uuid and exists (select from abandoned)
      and not exists (select from abandoned where ${sameLine('abandoned', 'transitions')})
  )`;
}

/** SQL: brings the enrolment to the state and the track that the lines say. */
const enrolmentTables = (order: Journal) => sql`latest as (
    select visit, at, kind, "to", reason, ${enrolmentState} as state
    from (select visit, n, at, kind, "to", reason from fresh union all select * from remaining) as line
    where kind in ${stateKinds} order by visit desc, n desc limit 1
  ), entered as (
    select ${visitOfTrack} as visit, "to" from fresh where kind in ${trackKinds} order by visit desc, n desc limit 1
  ), withdrawn as (${withdrawn(order)}), withdrawn_event as (${withdrawnEvent}), unsent as (${unsent(order)}), enrolment as (
    update enrolments set
      track = coalesce((select "to" from entered), track),
      visit = coalesce((select visit from entered), enrolments.visit),
      state = latest.state,
      ended_at = case latest.state when 'ended' then latest.at end,
      ended_as = case latest.state when 'ended' then latest."to" end,
      reason = case when latest.state <> 'running' then latest.reason end
    from latest where enrolments.id = ${order.enrolmentId} and (select count(*) from withdrawn) >= 0
  )`;

/** SQL: moves the lead between the stages, and counts how often it became ready for sales. */
const stageTables = ({ leadId }: Journal) => sql`move as (
    select "to", at, visit, n, kind from fresh where kind in ${moveKinds} and "to" is not null
  ), stage as (${stageAfter}), lead as (
    update leads set stage = stage."to", stage_at = coalesce(stage.at, leads.stage_at)
    from stage where leads.id = ${leadId} and stage."to" is not null and leads.stage <> stage."to"
  ), unearned as (
    select count(*)::int as times from abandoned where kind = 'stage' and "to" = 'mql'
  ), score as (
    insert into scores (lead_id, interest_at, first_mql_at, mql_count)
    select ${leadId}::uuid, min(at), min(at), count(*)::int from move where "to" = 'mql' and kind in ${reachKinds} having count(*) > 0
    on conflict (lead_id) do update set
      first_mql_at = coalesce(scores.first_mql_at, excluded.first_mql_at),
      mql_count = scores.mql_count + excluded.mql_count - (select times from unearned)
  ), unscored as (
    update scores set mql_count = mql_count - times, first_mql_at = case when mql_count > times then first_mql_at end
    from unearned where lead_id = ${leadId} and times > 0 and not exists (select from move where "to" = 'mql' and kind in ${reachKinds})
  )`;

/** SQL: opens a task for a lead that is parked, and closes the task of one that continues. */
const parkedTables = ({ enrolmentId }: Journal, lines: string) => sql`unparked as (
    update tasks set state = 'done', closed_at = latest.at, outcome = latest.kind
    from latest
    where latest.state <> 'parked' and tasks.enrolment_id = ${enrolmentId} and tasks.kind = 'operations' and tasks.state = 'open'
      and starts_with(tasks.key, ${PARKED})
    returning tasks.*
  ), unparked_event as (${taskClosedEvents('unparked')}
  ), operations as (${operationsTasks(lines)}
  ), operations_opened as (
    insert into assignments (id, task_id, rep_id, rep_name, kind, opens, because, at)
    select operations.id, operations.id, assignee_id, reps.name, kind, true, because, opened_at
    from operations left join reps on reps.id = assignee_id
  )`;

const withEnrolment = kindsOf(journalKinds, ({ enrolment }) => enrolment);
const stateKinds = listed(withEnrolment);
const moveKinds = listed(kindsOf(journalKinds, ({ isMove }) => isMove));
/** SQL: the kinds of lines that mean a lead reaches a stage; a lead that goes back has reached it before. */
const reachKinds = listed(kindsOf(journalKinds, ({ isMove }) => isMove === true));

const withTrack = kindsOf(journalKinds, ({ track }) => track);

/** SQL: the kinds of lines that name the lead's track. */
export const trackKinds = listed(withTrack);

/** SQL: the visit in which the lead is in the track that a line names. */
export const visitOfTrack = sql`visit + case kind ${sql.join(
  withTrack.map((kind) => sql`when ${sql.lit(kind)} then ${sql.lit(journalKinds[kind].track === 'next visit' ? 1 : 0)}`),
  sql` `,
)} end`;

/** SQL: the enrolment's state after a line. */
const enrolmentState = sql`case kind ${sql.join(
  withEnrolment.map((kind) => sql`when ${sql.lit(kind)} then ${sql.lit(journalKinds[kind].enrolment)}`),
  sql` `,
)} end`;

/** SQL: the stage that the lead moves to, or returns to if an abandoned line had changed it. */
const stageAfter = sql`
  select
    coalesce((select "to" from move order by visit desc, n desc limit 1),
      (select "from" from abandoned where kind = 'stage' order by visit, n limit 1)) as "to",
    coalesce((select at from move order by visit desc, n desc limit 1), (select max(at) from remaining where kind = 'stage')) as at`;

/** SQL: an abandoned end may have let the lead enrol again. That enrolment is withdrawn, because the old program still runs. */
const withdrawn = ({ leadId, enrolmentId }: Journal) => sql`
  delete from enrolments using latest
  where enrolments.lead_id = ${leadId} and enrolments.id <> ${enrolmentId} and enrolments.state = 'waiting'
    and enrolments.lane is not distinct from (select lane from enrolments as mine where mine.id = ${enrolmentId})
    and latest.state <> 'ended' and exists (select from abandoned where kind = 'ended')
  returning enrolments.id, enrolments.lead_id, enrolments.campaign_id`;

const withdrawnEvent = sql`
  insert into lead_events (lead_id, at, kind, data)
  select lead_id, (select max(at) from abandoned), 'notEnrolled', jsonb_build_object('campaign', name, 'because', 'inProgram')
  from withdrawn join campaigns on campaigns.id = campaign_id`;

const unsent = ({ leadId }: Journal) => sql`
  delete from outbox
  where lead_id = ${leadId} and state = 'waiting' and message->>'type' = 'enrol'
    and message->'enrolment'->>'enrolmentId' in (select id::text from withdrawn)`;

const managers = listed(managingRoles);

/** Creates a task about a parked lead, for the operations team or else the first team with a manager; none without such a team. */
const operationsTasks = (lines: string) => sql`
  insert into tasks (id, key, lead_id, account_id, enrolment_id, kind, team_id, assignee_id, state, clock_from, because, opened_at)
  select line."taskId", ${PARKED} || concat_ws('/', fresh.enrolment_id, fresh.visit, fresh.n), fresh.lead_id, leads.account_id,
    fresh.enrolment_id, 'operations', team.id, team.manager_id, 'open', fresh.at, coalesce(fresh.reason, 'parked'), fresh.at
  from fresh
  join jsonb_to_recordset(${lines}::jsonb) as line(visit int, n int, "taskId" uuid) using (visit, n)
  join leads on leads.id = fresh.lead_id
  cross join (
    select teams.id, manager.id as manager_id from teams
    left join lateral (select id from reps where team_id = teams.id and role in ${managers} and active order by id limit 1) as manager on true
    order by teams.slug = 'operations' desc, manager.id is null, teams.slug limit 1
  ) as team
  where fresh.kind = 'parked'
  on conflict (key) do nothing
  returning *`;
