import { sql } from 'kysely';
import type { Instant } from '../../domain/time/clock.ts';
import { DomainError } from '../../domain/text/domain-error.ts';
import { faultOfRep, hasExpired, keyText, newSecret, realTimeIn, saveApiKey, type NewApiKey } from './api-keys.ts';
import type { Db } from '../database.ts';
import { inTransaction } from '../in-transaction.ts';
import type { PageAfter } from '../page.ts';

/** All keys, newest first; never a secret or its hash. */
export async function listApiKeys(db: Db, { after, limit }: Partial<PageAfter> = {}) {
  const rows = await db
    .selectFrom('apiKeys')
    .leftJoin('reps', 'reps.id', 'apiKeys.repId')
    .$if(after !== undefined, (query) =>
      query.where(
        sql<boolean>`(-extract(epoch from api_keys.created_at), api_keys.id) >
          (select -extract(epoch from created_at), id from api_keys as last where last.id = ${after!})`,
      ),
    )
    .$if(limit !== undefined, (query) => query.limit(limit!))
    .select(['apiKeys.id', 'apiKeys.role', 'apiKeys.principal as name', 'apiKeys.repId', 'apiKeys.rotatedTo'])
    .select(['reps.active', 'reps.role as repRole'])
    .select(hasExpired.as('hasExpired'))
    .select(['apiKeys.createdAt', 'apiKeys.realExpiresAt', 'apiKeys.realLastUsedAt', 'apiKeys.revokedAt'])
    .orderBy('apiKeys.createdAt', 'desc')
    .orderBy('apiKeys.id')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    role: row.role,
    name: row.name,
    repId: row.repId,
    rotatedTo: row.rotatedTo,
    state: endOf(row) ?? faultOfRep(row) ?? 'live',
    createdAt: row.createdAt.getTime(),
    expiresAt: row.realExpiresAt?.getTime() ?? null,
    lastUsedAt: row.realLastUsedAt?.getTime() ?? null,
  }));
}

export type ListedKey = Awaited<ReturnType<typeof listApiKeys>>[number];

function endOf({ revokedAt, hasExpired }: { readonly revokedAt: Date | null; readonly hasExpired: boolean }) {
  if (revokedAt) return 'revoked';
  return hasExpired ? 'expired' : undefined;
}

/** The replacement of a key by a new one. */
export interface KeyRotation extends Pick<NewApiKey, 'livesFor'> {
  readonly id: string;
  /** Real milliseconds for which the old key remains valid, while the new one is distributed. */
  readonly overlap: number;
  readonly at: Instant;
}

/**
 * Creates a key with the role, the name and the rep of another one, which expires after the overlap.
 * @throws DomainError for a key that is not valid, or was rotated before
 */
export async function rotateApiKey(db: Db, rotation: KeyRotation): Promise<{ id: string; key: string }> {
  const { secret, hash } = newSecret();
  const id = await replaceApiKey(db, rotation, hash);
  return { id, key: keyText(id, secret) };
}

/**
 * The same for a key whose secret only its maker knows.
 * @param hash SHA-256 of the secret
 * @returns the id of the new key
 */
export async function replaceApiKey(db: Db, { id, overlap, at, livesFor }: KeyRotation, hash: Buffer): Promise<string> {
  return await inTransaction(db, async (trx) => {
    const old = await trx
      .selectFrom('apiKeys')
      .selectAll()
      .select(hasExpired.as('hasExpired'))
      .where('id', '=', id)
      .forUpdate()
      .executeTakeFirst();
    if (!old || endOf(old))
      throw new DomainError('UNKNOWN_KEY', id, 'expected the id of a valid key, as `trellis key list` shows it');
    if (old.rotatedTo)
      throw new DomainError('UNKNOWN_KEY', id, `expected a key that was not rotated before; this one was, to ${old.rotatedTo}`);
    const { role, principal, repId } = old;
    const made = await saveApiKey(trx, { role, principal, at, repId: repId ?? undefined, livesFor }, hash);
    const realExpiresAt = sql<Date>`least(${realTimeIn(overlap)}, real_expires_at)`;
    await trx.updateTable('apiKeys').set({ realExpiresAt, rotatedTo: made }).where('id', '=', id).execute();
    return made;
  });
}
