import type { Instant } from '../domain/clock.ts';
import type { Db } from './database.ts';

interface KeyUse {
  readonly principal: string;
  readonly key: string;
  readonly procedure: string;
  readonly inputHash: string;
}

export type EarlierUse = {
  readonly procedure: string;
  readonly inputHash: string;
  readonly answer: { readonly value?: unknown } | null;
};

/** Reserves a key for a request. @returns the earlier use of it, if there is one; its answer is null while that one runs */
export async function reserveKey(db: Db, use: KeyUse, at: Instant): Promise<EarlierUse | undefined> {
  const reserved = await db
    .insertInto('idempotencyKeys')
    .values({ ...use, answer: null, at: new Date(at) })
    .onConflict((conflict) => conflict.doNothing())
    .returning('key')
    .executeTakeFirst();
  if (reserved) return undefined;
  const earlier = await db
    .selectFrom('idempotencyKeys')
    .select(['procedure', 'inputHash', 'answer'])
    .where('principal', '=', use.principal)
    .where('key', '=', use.key)
    .executeTakeFirst();
  return earlier as EarlierUse | undefined;
}

export async function keepAnswer(db: Db, { principal, key }: KeyUse, value: unknown): Promise<void> {
  await db
    .updateTable('idempotencyKeys')
    .set({ answer: JSON.stringify({ value }) })
    .where('principal', '=', principal)
    .where('key', '=', key)
    .execute();
}

/** The request failed: the key can be used again. */
export async function releaseKey(db: Db, { principal, key }: KeyUse): Promise<void> {
  await db
    .deleteFrom('idempotencyKeys')
    .where('principal', '=', principal)
    .where('key', '=', key)
    .where('answer', 'is', null)
    .execute();
}
