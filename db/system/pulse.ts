import { sql } from 'kysely';
import type { SafeBecause } from '../../domain/lead/safe-mode.ts';
import type { Db, Trx } from '../database.ts';

/** The last beats that Postgres and Temporal agreed on. Beats are uuids of version 7, so a later one is greater. */
export interface Pulse {
  /** Temporal had it when the next one was created. */
  readonly confirmed: string | null;
  /** Temporal has it, or will have it. */
  readonly pending: string;
  readonly safeBecause: SafeBecause | null;
  readonly realSafeSince: Date | null;
}

/** Only one process at a time creates a beat, so that both servers receive it before the next one. The number is arbitrary but constant. */
const LOCK = 7_014_020;

/** Runs a function while no other process does. */
export const oneAtATime = <T>(db: Db, run: () => Promise<T>): Promise<T> =>
  db.transaction().execute(async (trx) => {
    await sql`select pg_advisory_xact_lock(${LOCK})`.execute(trx);
    return await run();
  });

/** The pulse, locked until the transaction ends. */
export async function lockPulse(trx: Trx): Promise<Pulse | undefined> {
  const { rows } = await sql<Pulse>`select confirmed, pending, safe_because, real_safe_since from pulse for update`.execute(trx);
  return rows[0];
}

/** Why the installation does not send; undefined if it does. */
export async function safeMode(db: Db): Promise<{ because: SafeBecause; since: number; lastBeat: string } | undefined> {
  const row = await db.selectFrom('pulse').selectAll().executeTakeFirst();
  if (!row?.safeBecause || !row.realSafeSince) return undefined;
  return { because: row.safeBecause as SafeBecause, since: row.realSafeSince.getTime(), lastBeat: row.confirmed ?? row.pending };
}

/** An id that is greater than all before it, whatever the clocks of the processes: Postgres creates it. */
export async function nextBeat(db: Db): Promise<string> {
  const { rows } = await sql<{ beat: string }>`select uuidv7() as beat`.execute(db);
  return rows[0]!.beat;
}

/** Saves the next beat; Temporal is told afterwards. */
export const writeBeat = (trx: Trx, { confirmed, pending }: Pick<Pulse, 'confirmed' | 'pending'>): Promise<unknown> =>
  sql`insert into pulse (confirmed, pending) values (${confirmed}, ${pending})
    on conflict (single) do update set confirmed = excluded.confirmed, pending = excluded.pending`.execute(trx);

/** Stops all sending. */
export const enterSafeMode = (db: Db, because: SafeBecause, beat: string): Promise<unknown> =>
  sql`insert into pulse (pending, safe_because, real_safe_since) values (${beat}, ${because}, clock_timestamp())
    on conflict (single) do update set safe_because = excluded.safe_because, real_safe_since = excluded.real_safe_since`.execute(
    db,
  );

/** Resumes sending, after the first beat of a new series. */
export const leaveSafeMode = (trx: Trx, beat: string): Promise<unknown> =>
  sql`update pulse set confirmed = null, pending = ${beat}, safe_because = null, real_safe_since = null`.execute(trx);

/** SQL: whether nothing may be sent. */
export const isSafeMode = sql<boolean>`exists (select from pulse where safe_because is not null)`;
