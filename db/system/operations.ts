import { sql } from 'kysely';
import type { Instant } from '../../domain/time/clock.ts';
import type { Db } from '../database.ts';
import { living } from '../states.ts';

/** Leads whose program stopped at an error, longest first. */
export async function parkedLeads(db: Db) {
  const rows = await db
    .selectFrom('enrolments')
    .where('state', '=', 'parked')
    .select(['leadId', 'id as enrolmentId', 'program', 'track', 'visit', 'reason'])
    .select((eb) =>
      eb
        .selectFrom('transitions')
        .whereRef('transitions.enrolmentId', '=', 'enrolments.id')
        .where('transitions.kind', '=', 'parked')
        .select((e) => e.fn.max('transitions.at').as('at'))
        .as('since'),
    )
    .orderBy('since')
    .execute();
  return rows.map(({ since, ...row }) => ({ ...row, since: since?.getTime() }));
}

/** Touches that may or may not have been sent. They are never retried automatically. */
export async function touchesInDoubt(db: Db) {
  const rows = await db
    .selectFrom('touches')
    .where('state', '=', 'inDoubt')
    .select(['key', 'leadId', 'content', 'claimedAt', 'messageId', 'reason as because'])
    .orderBy('claimedAt')
    .execute();
  return rows.map(({ claimedAt, ...row }) => ({ ...row, claimedAt: claimedAt.getTime() }));
}

/** Leads whose email waits because the email server does not support their address, longest first. It will be retried. */
export async function leadsOutOfReach(db: Db) {
  const rows = await db
    .selectFrom('touches')
    .where('state', '=', 'notSent')
    .where('reason', '=', 'noSmtpUtf8')
    .select(['leadId', 'content', 'claimedAt', 'dueAt', 'reason as because'])
    .orderBy('claimedAt')
    .execute();
  return rows.map(({ claimedAt, dueAt, ...row }) => ({ ...row, since: claimedAt.getTime(), triedAgainAt: dueAt?.getTime() }));
}

interface Settled {
  readonly key: string;
  readonly state: 'accepted' | 'refused';
  readonly at: Instant;
  /** How the result is known: a person read the log, a report arrived, or an engagement answers the touch. */
  readonly because: 'settledByHand' | 'reported' | 'engaged';
  readonly by?: string;
}

/** Settles a touch that is in doubt. @returns false if it is not, or no longer, in doubt */
export async function settleInDoubt(db: Db, { key, state, at, because, by }: Settled): Promise<boolean> {
  const { numAffectedRows = 0n } = await sql`
    with settled as (
      update touches set state = ${state}, settled_at = ${new Date(at)}, reason = coalesce(${because === 'engaged' ? null : because}, reason)
      where key = ${key} and state = 'inDoubt' returning *
    )
    insert into lead_events (lead_id, at, kind, by, data)
    select lead_id, settled_at, 'doubtSettled', ${by ?? null}::text,
      jsonb_build_object('content', content, 'state', state, 'because', ${because}::text) from settled`.execute(db);
  return numAffectedRows > 0n;
}

/** The number of leads in each stage and track, and the messages that wait for Temporal. */
export async function funnel(db: Db) {
  const [stages, tracks, outbox] = await Promise.all([
    sql<{ stage: string; count: number; held: number }>`
      select stage, count(*)::int as count, count(held)::int as held from leads group by 1`.execute(db),
    sql<{ program: string; track: string | null; state: string; count: number }>`
      select program, track, state, count(*)::int as count from enrolments
      where state in ${living} group by 1, 2, 3 order by 4 desc`.execute(db),
    sql<{ state: string; count: number }>`
      select state, count(*)::int as count from outbox where state <> 'delivered' group by 1`.execute(db),
  ]);
  return { stages: stages.rows, tracks: tracks.rows, outbox: outbox.rows };
}
