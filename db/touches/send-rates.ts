import { sql, type RawBuilder } from 'kysely';
import type { Db } from '../database.ts';
import { prepared } from '../prepared.ts';

/** A limit on sending: `bucket` names what is limited, in real time, across all workers. */
export interface SendRate {
  readonly bucket: string;
  readonly perSecond: number;
}

/** The share of a second's emails that may be sent at once. */
export const BURST_SECONDS = 0.1;

/** For each bucket, how many real seconds pass until the token that was taken is there. */
export type Waits = Readonly<Record<string, number>>;

/** SQL for a table of the rates that have a limit: `bucket`, `per_second`, `burst`. */
export function rateTable(rates: readonly SendRate[]): RawBuilder<unknown> {
  const finite = rates.filter(({ perSecond }) => Number.isFinite(perSecond));
  const buckets = finite.map(({ bucket }) => bucket);
  const perSecond = finite.map((rate) => rate.perSecond);
  return sql`
    select bucket, per_second, greatest(1, per_second * ${BURST_SECONDS}::float8) as burst
    from unnest(${buckets}::text[], ${perSecond}::float8[]) as limits (bucket, per_second)`;
}

/**
 * SQL that takes a token from every bucket of the table `rate` for each row of the table `taker`, and returns for each bucket how many
 * real seconds to `wait`. Tokens may go below zero: a sender over the limit reserves a slot and returns once, instead of competing for
 * the next token.
 *
 * The order is the locking order; otherwise two touches could deadlock.
 */
export const takeTokens: RawBuilder<{ bucket: string; wait: number }> = sql`
  insert into send_rates as b (bucket, tokens, real_refilled_at)
  select rate.bucket, rate.burst - 1, clock_timestamp() from rate cross join taker order by rate.bucket
  on conflict (bucket) do update set
    tokens = (
      select least(rate.burst, b.tokens + greatest(0, extract(epoch from clock_timestamp() - b.real_refilled_at)) * rate.per_second) - 1
      from rate where rate.bucket = b.bucket
    ),
    real_refilled_at = greatest(b.real_refilled_at, clock_timestamp())
  returning b.bucket, greatest(0, -b.tokens / (select rate.per_second from rate where rate.bucket = b.bucket)) as wait`;

/** SQL: what the table `taken` says, as `Waits`. */
export const waitsJson: RawBuilder<Waits> = sql`coalesce((select jsonb_object_agg(bucket, wait) from taken), '{}')`;

/** Takes a token from every bucket: a slot is reserved, and usable when all of them are there. */
export async function reserveSlot(db: Db, rates: readonly SendRate[]): Promise<Waits> {
  const { rows } = await sql<{ waits: Waits }>`${prepared}
    with rate as (${rateTable(rates)}), taker as (select 1), taken as (${takeTokens})
    select ${waitsJson} as waits`.execute(db);
  return rows[0]?.waits ?? {};
}

/** Real seconds until a slot is usable. */
export const longest = (waits: Waits): number => Math.max(0, ...Object.values(waits));
