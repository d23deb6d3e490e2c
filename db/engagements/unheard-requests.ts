import { sql } from 'kysely';
import type { EngagementKind } from '../../domain/scoring/engagement.ts';
import type { Db } from '../database.ts';
import { living } from '../states.ts';

/** Something that a lead asked for. */
export interface Request {
  readonly id: string;
  readonly leadId: string;
  readonly kind: EngagementKind;
  readonly source: string;
  readonly at: Date;
}

/**
 * SQL: requests that no program heard, where a side program does not count, and no task covers, as rows of `Request`. Requests are few, so each one
 * looks up its enrolments by index; `not exists` would read every enrolment.
 */
export const unansweredRequests = sql<Request>`
  select e.id, e.lead_id, e.kind, e.source, e.at from engagements e
  where e.is_request
    and not exists (select from tasks where tasks.lead_id = e.lead_id and (tasks.key = 'reply/' || e.id or tasks.opened_at >= e.at))
    and (select true from enrolments where enrolments.lead_id = e.lead_id and enrolments.state <> 'refused' and enrolments.lane is null
      and (enrolments.ended_at is null or enrolments.ended_at >= e.at) limit 1) is null`;

/**
 * SQL: requests, as in `unansweredRequests`, that arrived while a program ran, but have neither a message nor a task. Both are
 * written together with the request, so someone must have deleted one. It reads all messages: do not use it in a sweep.
 */
export const untoldRequests = sql<Request>`
  select e.id, e.lead_id, e.kind, e.source, e.at from engagements e
  join enrolments on enrolments.lead_id = e.lead_id and enrolments.state in ${living} and enrolments.lane is null and enrolments.start_at <= e.at
  where e.is_request
    and not exists (select from tasks where tasks.lead_id = e.lead_id and (tasks.closed_at is null or tasks.closed_at >= e.at))
    and not exists (select from outbox where outbox.lead_id = e.lead_id and message #>> '{payload,id}' = e.id::text)`;

/** The oldest requests that no program heard and no task covers. */
export async function oldestUnanswered(db: Db, limit: number): Promise<Request[]> {
  const { rows } = await sql<Request>`select * from (${unansweredRequests}) as request order by at limit ${limit}`.execute(db);
  return rows;
}
