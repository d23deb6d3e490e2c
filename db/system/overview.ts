import { sql, type RawBuilder } from 'kysely';
import { kinds, kindsOf } from '../../domain/text/kinds.ts';
import type { Clock, Instant } from '../../domain/time/clock.ts';
import type { Db } from '../database.ts';
import { listed, living, triedAgain } from '../states.ts';
import { statesIn, touchStates } from '../../domain/contact/touch-states.ts';

interface WatchedSpec {
  /** SQL: a row with its `age` for each, in seconds of the clock that it runs by. */
  readonly rows: (now: Instant) => RawBuilder<unknown>;
}

const age = (column: string, now: Instant) => sql`extract(epoch from ${new Date(now)}::timestamptz - ${sql.ref(column)})`;
const realAge = (column: string) => sql`extract(epoch from clock_timestamp() - ${sql.ref(column)})`;

const leased = listed(statesIn(touchStates, 'leased'));

/** What operators watch. To add something, add a row. */
const watched = kinds<WatchedSpec>()({
  parked: {
    rows: (now) => sql`
      select (select min(${age('transitions.at', now)}) from transitions where enrolment_id = e.id and kind = 'parked') as age
      from enrolments e where state = 'parked'`,
  },
  stuck: {
    rows: () => sql`
      select ${realAge('real_since')} as age from stuck_leads s
      where exists (select from enrolments e where e.lead_id = s.lead_id and e.state in ${living})`,
  },
  inDoubt: { rows: (now) => sql`select ${age('claimed_at', now)} as age from touches where state = 'inDoubt'` },
  held: { rows: (now) => sql`select ${age('created_at', now)} as age from leads where held is not null` },
  /** Messages to leads whose time has come, and those that a worker is sending. */
  queue: {
    rows: (now) => sql`
      select ${age('due_at', now)} as age from touches where state in ${triedAgain} and due_at <= ${new Date(now)}
      union all select ${age('claimed_at', now)} from touches where state in ${leased}`,
  },
  outbox: { rows: () => sql`select ${realAge('real_at')} as age from outbox where state = 'waiting'` },
  undeliverable: { rows: () => sql`select ${realAge('real_at')} as age from outbox where state = 'undeliverable'` },
});

export type Watched = keyof typeof watched;

/** How many there are, and for how many seconds the oldest has been there; 0 if there is none. */
export interface Watch {
  readonly count: number;
  readonly oldestFor: number;
}

/** How many there are of each thing that operators watch. */
export async function watchedNow(db: Db, now: Instant): Promise<Readonly<Record<Watched, Watch>>> {
  const all = kindsOf(watched).map(
    (kind) => sql`select ${sql.lit(kind)} as kind, count(*)::int as count, coalesce(max(age), 0)::float8 as oldest_for
      from (${watched[kind].rows(now)}) as found`,
  );
  const { rows } = await sql<Watch & { readonly kind: Watched }>`${sql.join(all, sql` union all `)}`.execute(db);
  return Object.fromEntries(rows.map(({ kind, ...watch }) => [kind, watch])) as Record<Watched, Watch>;
}

/** Real seconds in which the rate of sending is measured. */
const LAST_MINUTE = 60;

/** How many messages went out in the last real minute. */
export async function sentLastMinute(db: Db, clock: Clock): Promise<number> {
  const since = new Date(clock.now() - LAST_MINUTE * 1_000 * clock.spec.speed);
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from touches where coalesce(sent_at, claimed_at) > ${since} and sent_at > ${since}`.execute(db);
  return rows[0]?.count ?? 0;
}
