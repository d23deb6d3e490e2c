import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import type { Instant } from '../../domain/time/clock.ts';
import { DAY, HOUR } from '../../domain/time/duration.ts';
import { formRates, type FormRateName } from '../../domain/contact/form-rates.ts';
import { own } from '../../domain/text/own.ts';
import type { Db, Trx } from '../database.ts';
import { prepared } from '../prepared.ts';

/** The values that a request is counted by. A missing value is not counted. */
export type CountedBy = Readonly<Partial<Record<FormRateName, string>>>;

/**
 * Takes a token from each bucket of a request. If one was empty, roll the transaction back, so that none is taken.
 * @returns program milliseconds until a token is available; 0 if all were taken
 */
export async function takeFormTokens(trx: Trx, counted: CountedBy, at: Instant): Promise<number> {
  const buckets = Object.entries(counted).map(([name, value]) => ({
    value,
    name,
    ...own<(typeof formRates)[FormRateName]>(formRates, name)!,
  }));
  if (buckets.length === 0) return 0;
  // The order is the locking order, so that two requests can't deadlock.
  const { rows } = await sql<{ wait: number }>`${prepared}
    with rate as (
      select * from unnest(
        ${buckets.map(({ name, value }) => bucketOf(name, value))}::text[],
        ${buckets.map(({ atOnce }) => atOnce)}::float8[],
        ${buckets.map(({ perHour }) => perHour / HOUR)}::float8[]
      ) as r (bucket, most, per_millisecond)
    )
    insert into form_rates as b (bucket, tokens, filled_at)
    select bucket, most - 1, ${new Date(at)} from rate order by bucket
    on conflict (bucket) do update set
      tokens = (
        select least(rate.most, b.tokens + greatest(0, extract(epoch from excluded.filled_at - b.filled_at)) * 1000 * rate.per_millisecond) - 1
        from rate where rate.bucket = b.bucket
      ),
      filled_at = greatest(b.filled_at, excluded.filled_at)
    returning greatest(0, -b.tokens / (select per_millisecond from rate where rate.bucket = b.bucket)) as wait`.execute(trx);
  return Math.max(0, ...rows.map(({ wait }) => wait));
}

/** Addresses are saved as hashes, because they never need to be read. */
const bucketOf = (name: string, value: string): string =>
  `${name}/${createHash('sha256').update(value).digest('base64url').slice(0, 22)}`;

/** Deletes buckets that are full again. @returns how many */
export async function deleteFullBuckets(db: Db, at: Instant): Promise<number> {
  const { numDeletedRows } = await db
    .deleteFrom('formRates')
    .where('filledAt', '<', new Date(at - DAY))
    .executeTakeFirst();
  return Number(numDeletedRows);
}
