import type { Instant } from '../../domain/time/clock.ts';
import type { Db } from '../database.ts';

interface KeyUse {
  /** The id of the caller's API key. */
  readonly keyId: string;
  readonly key: string;
  readonly procedure: string;
  readonly inputHash: string;
}

export type EarlierUse = {
  readonly procedure: string;
  readonly inputHash: string;
  readonly answer: { readonly value?: unknown } | null;
};

/** Reserves a key for a request. @returns its earlier use, if any; the answer is null while that request is running */
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
    .where('keyId', '=', use.keyId)
    .where('key', '=', use.key)
    .executeTakeFirst();
  return earlier as EarlierUse | undefined;
}

export async function saveResult(db: Db, { keyId, key }: KeyUse, value: unknown): Promise<void> {
  await db
    .updateTable('idempotencyKeys')
    .set({ answer: JSON.stringify({ value }) })
    .where('keyId', '=', keyId)
    .where('key', '=', key)
    .execute();
}

/** Releases the key of a request that failed, so that it can be used again. */
export async function releaseKey(db: Db, { keyId, key }: KeyUse): Promise<void> {
  await db.deleteFrom('idempotencyKeys').where('keyId', '=', keyId).where('key', '=', key).where('answer', 'is', null).execute();
}
