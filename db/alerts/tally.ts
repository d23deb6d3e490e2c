import { sql } from 'kysely';
import { lostStates } from '../../domain/contact/touch-states.ts';
import type { Instant } from '../../domain/time/clock.ts';
import type { AlertState } from '../columns.ts';
import type { Db } from '../database.ts';
import { listed } from '../states.ts';
import type { AlertKind } from './alert-kinds.ts';

export interface AlertTally {
  readonly kind: AlertKind;
  readonly state: AlertState;
  readonly reason: string | null;
  readonly count: number;
  /** Seconds of program time from the event, or from the rep's opening if it came at night, to the email: the median, and of 95 in 100. */
  readonly medianSeconds: number | null;
  readonly p95Seconds: number | null;
}

/** The results of the alerts since an instant, and how fast they were. */
export async function alertTallies(db: Db, since: Instant): Promise<AlertTally[]> {
  const lag = (share: number) =>
    sql`percentile_cont(${sql.lit(share)}) within group (order by extract(epoch from sent_at - due_at))::float8`;
  const { rows } = await sql<AlertTally>`
    select kind, state, reason, count(*)::int as count, ${lag(0.5)} as median_seconds, ${lag(0.95)} as p95_seconds
    from alerts where at >= ${new Date(since)} group by kind, state, reason order by kind, state, reason`.execute(db);
  return rows;
}

/** Alerts of a rep that did not arrive. */
export interface FailedAlerts {
  readonly rep: string;
  readonly address: string;
  readonly count: number;
  readonly states: readonly AlertState[];
  readonly reasons: readonly string[];
}

/** The reps whom alerts did not reach since an instant. */
export async function failedAlerts(db: Db, since: Instant): Promise<FailedAlerts[]> {
  const { rows } = await sql<FailedAlerts>`
    select reps.name as rep, reps.email as address, count(*)::int as count, array_agg(distinct state) as states,
      array_remove(array_agg(distinct reason), null) as reasons
    from alerts join reps on reps.id = alerts.rep_id
    where state in ${listed(lostStates)} and due_at >= ${new Date(since)} group by reps.id order by reps.name, reps.id`.execute(
    db,
  );
  return rows;
}
