import { sql, type RawBuilder } from 'kysely';
import { confirmationEmailStates, statesIn } from '../../domain/contact/touch-states.ts';
import type { Instant } from '../../domain/time/clock.ts';
import type { Db } from '../database.ts';
import { listed, living } from '../states.ts';

interface GaugeSpec {
  readonly help: string;
  /** The columns of its rows besides `value`. */
  readonly labels: readonly string[];
  /** SQL: a row for each combination of labels. */
  readonly rows: (now: Instant) => RawBuilder<GaugeRow>;
}

export type GaugeRow = Readonly<Record<string, string | number | null>> & { readonly value: number };

/** SQL: real seconds since the smallest of a column; 0 without rows. */
const ageOf = (column: string) => sql`coalesce(extract(epoch from clock_timestamp() - min(${sql.ref(column)})), 0)::float8`;

const unsentAlerts = listed(statesIn(confirmationEmailStates, 'waits', 'leased'));

/** What operators watch, read from Postgres: the same numbers whichever process is asked. To add one, add a row. */
export const gauges = {
  trellis_leads: {
    help: 'Leads by funnel stage',
    labels: ['stage'],
    rows: () => sql`select stage, count(*)::int as value from leads group by stage`,
  },
  trellis_enrolments: {
    help: 'Leads in a program, by state of their enrolment',
    labels: ['state'],
    rows: () => sql`select state, count(*)::int as value from enrolments where state in ${living} group by state`,
  },
  trellis_parked_leads: {
    help: 'Leads whose program stopped at an error (ops.parked)',
    labels: [],
    rows: () => sql`select count(*)::int as value from enrolments where state = 'parked'`,
  },
  trellis_stuck_leads: {
    help: 'Leads that make no progress (ops.stuck)',
    labels: ['cause'],
    rows: () => sql`select cause, count(*)::int as value from stuck_leads group by cause`,
  },
  trellis_touches_in_doubt: {
    help: 'Touches that may or may not have been delivered (ops.inDoubt)',
    labels: [],
    rows: () => sql`select count(*)::int as value from touches where state = 'inDoubt'`,
  },
  trellis_outbox_messages: {
    help: 'Messages to leads that are not delivered, by state',
    labels: ['state'],
    rows: () => sql`select state, count(*)::int as value from outbox where state in ('waiting', 'undeliverable') group by state`,
  },
  trellis_outbox_oldest_seconds: {
    help: 'Age of the oldest message to a lead that waits for delivery, in real seconds',
    labels: [],
    rows: () => sql`select ${ageOf('real_at')} as value from outbox where state = 'waiting'`,
  },
  trellis_open_tasks: {
    help: 'Open tasks of reps by team, and whether they are overdue',
    labels: ['team', 'overdue'],
    rows: (now) => sql`
      select slug as team, coalesce(due_at < ${new Date(now)}, false)::text as overdue, count(*)::int as value
      from tasks join teams on teams.id = team_id where state = 'open' group by 1, 2`,
  },
  trellis_sla_lag_seconds: {
    help: 'How late the rungs of SLAs were reached, in program seconds: the worst case of the last hour of program time',
    labels: [],
    rows: (now) => sql`
      select coalesce(max(extract(epoch from at - due_at)), 0)::float8 as value
      from sla_events where at > ${new Date(now)}::timestamptz - interval '1 hour'`,
  },
  trellis_unsent_alerts: {
    help: 'Alerts to reps that are due and not sent',
    labels: [],
    rows: (now) => sql`select count(*)::int as value from alerts where state in ${unsentAlerts} and due_at <= ${new Date(now)}`,
  },
  trellis_alerts_in_doubt: {
    help: 'Alerts to reps that may or may not have been delivered',
    labels: [],
    rows: () => sql`select count(*)::int as value from alerts where state = 'inDoubt'`,
  },
  trellis_alert_delay_seconds: {
    help: 'Program seconds from the event of an alert, or from when its rep begins to work, until the email server accepted it; of the last day',
    labels: ['kind', 'quantile'],
    rows: (now) => sql`
      select kind, q::text as quantile, percentile_cont(q) within group (order by extract(epoch from sent_at - due_at))::float8 as value
      from alerts cross join unnest(array[0.5, 0.95, 1]::float8[]) as q
      where state = 'accepted' and sent_at > ${new Date(now)}::timestamptz - interval '1 day' group by kind, q`,
  },
  trellis_unread_mails: {
    help: 'Incoming emails that are not understood yet, by state',
    labels: ['state'],
    rows: () =>
      sql`select state, count(*)::int as value from incoming_mails where state in ('unread', 'unmatched', 'unreadable') group by state`,
  },
  trellis_undelivered_events: {
    help: 'Events that a sink has not accepted yet, or will never accept, by sink and state',
    labels: ['sink', 'state'],
    rows: () => sql`
      select sink, state, count(*)::int as value from event_deliveries where state in ('waiting', 'dead') group by sink, state`,
  },
  trellis_retention_age_seconds: {
    help: 'Seconds since old data was last removed (ops.retention)',
    labels: [],
    rows: (now) => sql`
      select extract(epoch from ${new Date(now)} - at)::float8 as value from audit_log
      where action = 'retention.nightly' order by id desc limit 1`,
  },
  trellis_safe_mode: {
    help: '1 while nothing is sent because a server was restored (docs/restore.md)',
    labels: [],
    rows: () => sql`select (count(safe_because) > 0)::int as value from pulse`,
  },
} as const satisfies Record<string, GaugeSpec>;

export type GaugeName = keyof typeof gauges;

/** Reads one gauge. */
export const readGauge = async (db: Db, name: GaugeName, now: Instant): Promise<readonly GaugeRow[]> =>
  (await gauges[name].rows(now).execute(db)).rows as readonly GaugeRow[];
