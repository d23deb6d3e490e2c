import { sql, type RawBuilder } from 'kysely';

/** A limit on sending: `bucket` names what is limited, in real time, across all workers. */
export interface SendRate {
  readonly bucket: string;
  readonly perSecond: number;
}

/** The share of a second's emails that may be sent at once. */
const BURST_SECONDS = 0.1;

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
export const takeTokens: RawBuilder<{ wait: number }> = sql`
  insert into send_rates as b (bucket, tokens, real_refilled_at)
  select rate.bucket, rate.burst - 1, clock_timestamp() from rate cross join taker order by rate.bucket
  on conflict (bucket) do update set
    tokens = (
      select least(rate.burst, b.tokens + greatest(0, extract(epoch from clock_timestamp() - b.real_refilled_at)) * rate.per_second) - 1
      from rate where rate.bucket = b.bucket
    ),
    real_refilled_at = greatest(b.real_refilled_at, clock_timestamp())
  returning greatest(0, -b.tokens / (select rate.per_second from rate where rate.bucket = b.bucket)) as wait`;
