import { sql } from 'kysely';
import type { Clock } from '../../domain/time/clock.ts';
import type { Db } from '../database.ts';
import { triedAgain } from '../states.ts';
import { milliseconds } from '../milliseconds.ts';

/** Messages with the same error that are waiting for their leads, or can't be delivered. */
export interface BacklogRow {
  readonly state: 'waiting' | 'undeliverable';
  /** The code of the last error; null if there was none. */
  readonly error: string | null;
  readonly count: number;
  /** Real seconds for which the oldest has been waiting. */
  readonly oldestFor: number;
}

/** The undelivered messages by state and error, the most frequent first. */
export async function outboxBacklog(db: Db): Promise<BacklogRow[]> {
  const { rows } = await sql<BacklogRow>`
    select state, error, count(*)::int as count,
      coalesce(extract(epoch from clock_timestamp() - min(real_at)), 0)::float8 as oldest_for
    from (
      select state, error, real_at from outbox where state = 'waiting'
      union all select state, error, real_at from outbox where state = 'undeliverable'
    ) as undelivered
    group by state, error order by count desc`.execute(db);
  return rows;
}

/** Leads that are overdue. */
export interface LateLeads {
  readonly count: number;
  /** When the first of them was due, in program time. */
  readonly since: number | null;
}

/**
 * Leads whose start, or whose next attempt of an email, is overdue by the given number of real milliseconds, without a journal line
 * since. Their workflow is stuck.
 */
export async function lateLeads(db: Db, clock: Clock, by: number): Promise<LateLeads> {
  const before = new Date(clock.now() - by * clock.spec.speed);
  const { rows } = await sql<LateLeads>`
    with due as (
      select e.id, e.start_at as due_at from enrolments e where e.state = 'waiting' and e.start_at < ${before}
      union all
      select e.id, max(t.due_at) from touches t join enrolments e on e.id = t.enrolment_id
      where t.state in ${triedAgain} and t.due_at < ${before} and e.state = 'running'
        and t.key like e.id || '/' || e.visit || '/%'
      group by e.id
    )
    select count(*)::int as count, ${milliseconds('min(due_at)')} as since from due
    left join lateral (
      select true as wrote from transitions l where l.enrolment_id = due.id and l.at > due.due_at limit 1
    ) as line on true
    where line.wrote is null`.execute(db);
  return rows[0] ?? { count: 0, since: null };
}
