import { sql, type RawBuilder } from 'kysely';
import { mayMove } from '../domain/funnel.ts';
import type { FunnelStage } from '../domain/funnel.ts';
import type { Instant } from '../domain/clock.ts';
import type { Db } from './database.ts';
import { idOf } from './id-of.ts';
import { inTransaction } from './in-transaction.ts';
import { taskClosedEvents } from './lead-events.ts';
import { prepared } from './prepared.ts';
import { lowerInterest } from './scores.ts';

/** One line of a lead's journal, as the lifecycle writes it; its kind says what else it changes. */
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
}

/** A move between stages that the funnel does not know. It was made all the same: the journal never loses a line. */
export interface IllegalMove {
  readonly from: FunnelStage;
  readonly to: FunnelStage;
}

/**
 * Writes journal lines and what follows from their kinds, in one statement; lines that are there already change nothing.
 * Without lines it asks nothing of the database.
 */
export async function applyJournal(db: Db, order: Journal): Promise<readonly IllegalMove[]> {
  if (order.journal.length === 0) return [];
  const write = async (trx: Db) => (await writeLines(order).execute(trx)).rows[0];
  const row = await (standsAlone(order)
    ? inTransaction(db, async (trx) => earnedAgain(trx, order, await write(trx)))
    : write(db));
  return row ? illegalMoves(row) : [];
}

/** Whether a journal can't ride on another statement: recycling takes a second one. */
export const standsAlone = ({ journal }: Journal): boolean => journal.some(({ to }) => to === 'recycled');

/** Interest falls on recycling, so that the lead has to earn it again. */
async function earnedAgain(trx: Db, { leadId }: Journal, row: Written | undefined): Promise<Written | undefined> {
  const recycled = row?.moves.findLast(({ to }) => to === 'recycled');
  if (recycled) await lowerInterest(trx, leadId, Date.parse(recycled.at));
  return row;
}

const PARKED = 'parked/';
const parkedKey = ({ enrolmentId }: Journal, { visit, n }: JournalLine): string => `${PARKED}${enrolmentId}/${visit}/${n}`;

/** What a journal did to the lead's stage. */
export interface Written {
  readonly stageBefore: FunnelStage;
  readonly moves: readonly { readonly to: FunnelStage; readonly at: string }[];
}

const writeLines = (order: Journal) => sql<Written>`${prepared}
  with ${journalTables(order)}
  select written.* from (${written(order)}) as written`;

/** SQL: what the journal's tables have found, as one row: `stage_before` and `moves`. */
export const written = ({ leadId }: Journal): RawBuilder<Written> => sql`
  select stage as stage_before, coalesce((select jsonb_agg(jsonb_build_object('to', "to", 'at', at) order by visit, n) from move), '[]') as moves
  from leads where id = ${leadId}`;

/**
 * SQL: the common table expressions that write a journal and what follows from it; other statements carry it along with them.
 * `fresh` are the lines that were not there: only they have effects, so that a repeat cannot turn anything back. Another line
 * under the same number is none: it comes from a turn that the server had the lead take again.
 */
export const journalTables = (order: Journal): RawBuilder<unknown> => {
  const { leadId, enrolmentId } = order;
  const lines = JSON.stringify(
    order.journal.map((line) => ({ ...line, at: new Date(line.at), taskId: idOf(parkedKey(order, line), line.at) })),
  );
  return sql`fresh as (
    insert into transitions (enrolment_id, visit, n, lead_id, at, kind, "from", "to", reason)
    select ${enrolmentId}::uuid, visit, n, ${leadId}::uuid, at, kind, "from", "to", reason
    from jsonb_to_recordset(${lines}::jsonb) as line(visit int, n int, at timestamptz, kind text, "from" text, "to" text, reason text)
    on conflict do nothing
    returning *
  ), standing as (
    select visit, at, kind, "to", reason from fresh where kind in ('entered', 'ended', 'parked', 'resumed') order by visit desc, n desc limit 1
  ), entered as (
    select visit, "to" from fresh where kind = 'entered' order by visit desc, n desc limit 1
  ), enrolment as (
    update enrolments set
      track = coalesce((select "to" from entered), track),
      visit = coalesce((select visit from entered), enrolments.visit),
      state = case standing.kind when 'ended' then 'ended' when 'parked' then 'parked' else 'running' end,
      ended_at = case standing.kind when 'ended' then standing.at end,
      ended_as = case standing.kind when 'ended' then standing."to" end,
      reason = case when standing.kind in ('ended', 'parked') then standing.reason end
    from standing where enrolments.id = ${enrolmentId}
  ), move as (
    select "to", at, visit, n from fresh where kind in ('stage', 'ended') and "to" is not null
  ), lead as (
    update leads set stage = last."to", stage_at = last.at
    from (select "to", at from move order by visit desc, n desc limit 1) as last where leads.id = ${leadId} and leads.stage <> last."to"
  ), score as (
    insert into scores (lead_id, interest_at, first_mql_at, mql_count)
    select ${leadId}::uuid, min(at), min(at), count(*)::int from move where "to" = 'mql' having count(*) > 0
    on conflict (lead_id) do update set
      first_mql_at = coalesce(scores.first_mql_at, excluded.first_mql_at), mql_count = scores.mql_count + excluded.mql_count
  ), unparked as (
    update tasks set state = 'done', closed_at = standing.at, outcome = standing.kind
    from standing
    where standing.kind <> 'parked' and tasks.enrolment_id = ${enrolmentId} and tasks.kind = 'operations' and tasks.state = 'open'
      and starts_with(tasks.key, ${PARKED})
    returning tasks.*
  ), unparked_event as (${taskClosedEvents('unparked')}
  ), operations as (${operationsTasks(lines)}
  ), operations_opened as (
    insert into assignments (id, task_id, rep_id, rep_name, kind, opens, because, at)
    select operations.id, operations.id, assignee_id, reps.name, kind, true, because, opened_at
    from operations left join reps on reps.id = assignee_id
  )`;
};

/** Operations hear of a parked lead: their team, else the first one with a manager. Without any team there is no task. */
const operationsTasks = (lines: string) => sql`
  insert into tasks (id, key, lead_id, account_id, enrolment_id, kind, team_id, assignee_id, state, clock_from, because, opened_at)
  select line."taskId", ${PARKED} || concat_ws('/', fresh.enrolment_id, fresh.visit, fresh.n), fresh.lead_id, leads.account_id,
    fresh.enrolment_id, 'operations', team.id, team.manager_id, 'open', fresh.at, coalesce(fresh.reason, 'parked'), fresh.at
  from fresh
  join jsonb_to_recordset(${lines}::jsonb) as line(visit int, n int, "taskId" uuid) using (visit, n)
  join leads on leads.id = fresh.lead_id
  cross join (
    select teams.id, manager.id as manager_id from teams
    left join lateral (select id from reps where team_id = teams.id and role = 'manager' and active order by id limit 1) as manager on true
    order by teams.slug = 'operations' desc, manager.id is null, teams.slug limit 1
  ) as team
  where fresh.kind = 'parked'
  on conflict (key) do nothing
  returning *`;

/** The moves that the funnel does not know. */
export const illegalMoves = ({ stageBefore, moves }: Written): IllegalMove[] => {
  let from = stageBefore;
  return moves.flatMap(({ to }) => {
    const move = { from, to };
    from = to;
    return mayMove(move.from, to) ? [] : [move];
  });
};
