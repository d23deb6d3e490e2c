import { sql, type RawBuilder } from 'kysely';
import { brakes } from '../../domain/contact/brakes.ts';
import { finalStages } from '../../domain/lead/funnel.ts';
import type { Db } from '../database.ts';
import { listed, living } from '../states.ts';

/** Where a lead can be. Each lead is in exactly one place; only in the last one is it lost. */
export const places = {
  program: 'in a program with a running workflow',
  final: 'in a final stage',
  erased: 'erased on request',
  held: 'held, with a way to resolve it',
  notAcquired: 'at customers and competitors, or refused for another stated reason',
  task: 'with an open task',
  ready: 'never enrolled, or released by a stopped campaign, and silent since: a campaign may enrol them',
  nowhere: 'nowhere',
} as const satisfies Record<string, string>;

export type Place = keyof typeof places;

/** A running workflow of a lead, as Temporal lists it. */
export interface LiveWorkflow {
  readonly leadId: string;
  /** Null for the lead's main program. */
  readonly lane: string | null;
  readonly runId: string;
  readonly enrolmentId?: string | undefined;
  readonly track?: string | undefined;
  readonly stage?: string | undefined;
}

const PAGE = 5_000;

/** Runs queries with a temporary table `live` of running workflows; it belongs to their connection, and is dropped afterwards. */
export const withLiveWorkflows = <T>(db: Db, live: readonly LiveWorkflow[], run: (db: Db) => Promise<T>): Promise<T> =>
  db.connection().execute(async (connection) => {
    await sql`create temporary table live (lead_id uuid, lane text, run_id text not null, enrolment_id uuid, track text, stage text,
      unique nulls not distinct (lead_id, lane))`.execute(connection);
    try {
      for (let n = 0; n < live.length; n += PAGE)
        await sql`insert into live
          select "leadId", lane, "runId", "enrolmentId", track, stage from jsonb_to_recordset(${JSON.stringify(live.slice(n, n + PAGE))}::jsonb)
            as row("leadId" uuid, lane text, "runId" text, "enrolmentId" uuid, track text, stage text)
          on conflict do nothing`.execute(connection);
      await sql`analyze live`.execute(connection);
      return await run(connection);
    } finally {
      await sql`drop table live`.execute(connection);
    }
  });

/** SQL: whether the workflow of an enrolment is still to be started. */
export function isStarting(enrolment: string): RawBuilder<boolean> {
  const of = (column: string) => sql.ref(`${enrolment}.${column}`);
  return sql<boolean>`(${of('state')} = 'waiting' and exists (select from outbox where outbox.lead_id = ${of('lead_id')}
    and outbox.state = 'waiting' and message ->> 'type' = 'enrol' and message #>> '{enrolment,enrolmentId}' = ${of('id')}::text))`;
}

/** The reason recorded when a stopped campaign lets a lead go, without a decision about it. */
const letGo = brakes.stop.because;

/** SQL: the workflows that run, as `withLiveWorkflows` lists them. */
const listedLive = sql`live`;

/** SQL: the workflows that run, if what enrolments say is true. */
const assumedLive = sql`(select lead_id, lane from enrolments where state in ${living})`;

/** SQL: the place of each lead, as rows of `lead_id` and `place`. */
const placesWhere = (live: RawBuilder<unknown>) => sql<{ leadId: string; place: Place }>`
  select leads.id as lead_id, case
    when leads.stage = any (${[...finalStages]}::text[]) and live.lead_id is null and active.id is null then 'final'
    when leads.stage = any (${[...finalStages]}::text[]) and live.lead_id is not null and active.id is null then 'nowhere'
    when live.lead_id is not null then 'program'
    when active.id is not null then case when ${isStarting('active')} then 'program' else 'nowhere' end
    when leads.id in (select lead_id from ${live} as beside where lane is not null) then 'program'
    when leads.erased_at is not null then 'erased'
    when leads.held is not null then 'held'
    when leads.duplicate_of is not null or coalesce(accounts.kind, 'prospect') <> 'prospect'
      or exists (select from enrolments e where e.lead_id = leads.id and e.lane is null and e.state = 'refused') then 'notAcquired'
    when exists (select from tasks where tasks.lead_id = leads.id and tasks.state = 'open') then 'task'
    when exists (select from enrolments e where e.lead_id = leads.id and e.lane is null and e.reason is distinct from ${letGo}) then 'nowhere'
    when not exists (
      select from engagements e where e.lead_id = leads.id and e.human
        and e.at > coalesce((select max(ended_at) from enrolments where lead_id = leads.id and reason = ${letGo}), '-infinity')
        and not exists (select from tasks where tasks.lead_id = leads.id and tasks.opened_at >= e.at)
    ) then 'ready'
    else 'nowhere' end as place
  from leads
  left join accounts on accounts.id = leads.account_id
  left join enrolments as active on active.lead_id = leads.id and active.lane is null and active.state in ${living}
  left join ${live} as live on live.lead_id = leads.id and live.lane is null`;

/** SQL: the place of each lead by the workflows that run; requires the table `live`. */
export const placesOfLeads = placesWhere(listedLive);

/** SQL: the place of each lead, if what enrolments say is true. */
const assumedPlaces = placesWhere(assumedLive);

/**
 * SQL: the leads in no place, if what enrolments say is true, as rows of `leads`. Only a lead without a program and a final stage can be
 * one: Postgres finds them in two indexes, and places no other.
 */
export const leadsAssumedNowhere = sql`
  select leads.* from leads join (${assumedPlaces}) as placed on placed.lead_id = leads.id
  where placed.place = 'nowhere' and leads.stage not in ${listed(finalStages)}
    and not exists (select from enrolments where lead_id = leads.id and lane is null and state in ${living})`;

/** The number of leads in each place; requires the table `live`. */
export const countPlaces = (db: Db): Promise<Record<Place, number>> => countIn(db, placesOfLeads);

/** The number of leads in each place, if what enrolments say is true. */
export const countAssumedPlaces = (db: Db): Promise<Record<Place, number>> => countIn(db, assumedPlaces);

async function countIn(db: Db, all: RawBuilder<unknown>): Promise<Record<Place, number>> {
  const { rows } = await sql<{ place: Place; count: number }>`
    select place, count(*)::int as count from (${all}) as placed group by 1`.execute(db);
  const found = new Map(rows.map(({ place, count }) => [place, count]));
  return Object.fromEntries(Object.keys(places).map((place) => [place, found.get(place as Place) ?? 0])) as Record<Place, number>;
}

/** The leads in no place; requires the table `live`. */
export async function leadsNowhere(db: Db): Promise<string[]> {
  const { rows } = await sql<{ leadId: string }>`
    select lead_id from (${placesOfLeads}) as placed where place = 'nowhere' order by 1`.execute(db);
  return rows.map(({ leadId }) => leadId);
}
