import { sql, type RawBuilder } from 'kysely';
import type { Db } from '../database.ts';
import { prepared } from '../prepared.ts';
import { tableOf } from '../table-of.ts';

/** A limit on sending: `bucket` names what is limited, in real time, across all workers. */
export interface SendRate {
  readonly bucket: string;
  readonly perSecond: number;
}

/** The share of a second's emails that may be sent at once. */
export const BURST_SECONDS = 0.1;

/** For each bucket, how many real seconds pass until the last token that was taken is there. */
export type Waits = Readonly<Record<string, number>>;

/** SQL for a table of the rates that have a limit: whose it is (`n`, the place in the list), `bucket`, `per_second`. */
export function rateTable(rates: readonly (readonly SendRate[])[]): RawBuilder<unknown> {
  const finite = rates.flatMap((all, n) =>
    all.filter(({ perSecond }) => Number.isFinite(perSecond)).map((rate) => ({ ...rate, n })),
  );
  return sql`select n, bucket, per_second from ${tableOf('limits', finite, {
    n: ['int', ({ n }) => n],
    bucket: ['text', ({ bucket }) => bucket],
    per_second: ['float8', ({ perSecond }) => perSecond],
  })}`;
}

/**
 * SQL that takes a token for each row of the table `taker` (`n`, `bucket`, `per_second`), and returns for each bucket the `tokens` that
 * are left, and how many real seconds to `wait` for the last one taken. Tokens may go below zero: a sender over the limit reserves a slot
 * and returns once, instead of competing for the next token.
 *
 * The order is the locking order; otherwise two senders could deadlock.
 */
export const takeTokens: RawBuilder<{ bucket: string; tokens: number; wait: number }> = sql`
  insert into send_rates as b (bucket, tokens, real_refilled_at)
  select bucket, greatest(1, max(per_second) * ${sql.lit(BURST_SECONDS)}) - count(*), clock_timestamp()
  from taker group by bucket order by bucket
  on conflict (bucket) do update set
    tokens = (
      select least(
        greatest(1, max(per_second) * ${sql.lit(BURST_SECONDS)}),
        b.tokens + greatest(0, extract(epoch from clock_timestamp() - b.real_refilled_at)) * max(per_second)
      ) - count(*)
      from taker where taker.bucket = b.bucket
    ),
    real_refilled_at = greatest(b.real_refilled_at, clock_timestamp())
  returning b.bucket, b.tokens, greatest(0, -b.tokens / (select max(per_second) from taker where taker.bucket = b.bucket)) as wait`;

/** SQL: what the table `taken` says, as `Waits`. */
export const waitsJson: RawBuilder<Waits> = sql`coalesce((select jsonb_object_agg(bucket, wait) from taken), '{}')`;

export interface Reserved {
  /** For each who asked, real seconds until all of its tokens are there. */
  readonly waits: readonly number[];
  readonly owed: Waits;
}

/**
 * Reserves slots, each with a token from every bucket that it names; who asked first waits less.
 * The commit does not wait for the disk, because every other sender waits for it: what is lost in a crash lets a few go too soon.
 */
export async function reserveSlots(db: Db, rates: readonly (readonly SendRate[])[]): Promise<Reserved> {
  const { rows } = await sql<{ slots: Record<string, number>; owed: Waits }>`${prepared}
    with taker as (${rateTable(rates)}), taken as (${takeTokens}), place as (
      select n, bucket, per_second, count(*) over (partition by bucket) - row_number() over (partition by bucket order by n) as behind from taker
    ), slot as (
      select n, max(greatest(0, -(tokens + behind) / per_second)) as wait from place join taken using (bucket) group by n
    )
    select coalesce((select jsonb_object_agg(n, wait) from slot), '{}') as slots, ${waitsJson} as owed,
      set_config('synchronous_commit', 'off', true) as commit`.execute(db);
  const { slots, owed } = rows[0]!;
  return { waits: rates.map((_, n) => slots[n] ?? 0), owed };
}

/** Reserves one. @returns real seconds until it is usable */
export const reserveSlot = async (db: Db, rates: readonly SendRate[]): Promise<number> =>
  (await reserveSlots(db, [rates])).waits[0]!;
