import { sql } from 'kysely';
import type { Instant } from '../domain/clock.ts';
import { DomainError } from '../domain/domain-error.ts';
import { createApiKey, hasExpired, realTimeIn, type NewApiKey } from './api-keys.ts';
import type { Db } from './database.ts';
import { inTransaction } from './in-transaction.ts';

/** All keys, the newest first; never a secret, nor its hash. */
export async function listApiKeys(db: Db) {
  const rows = await db
    .selectFrom('apiKeys')
    .leftJoin('reps', 'reps.id', 'apiKeys.repId')
    .select(['apiKeys.id', 'apiKeys.role', 'apiKeys.principal as name', 'apiKeys.repId', 'apiKeys.rotatedTo', 'reps.active'])
    .select(hasExpired.as('hasExpired'))
    .select(['apiKeys.createdAt', 'apiKeys.realExpiresAt', 'apiKeys.realLastUsedAt', 'apiKeys.revokedAt'])
    .orderBy('apiKeys.createdAt', 'desc')
    .orderBy('apiKeys.id')
    .execute();
  return rows.map(({ active, ...row }) => ({
    id: row.id,
    role: row.role,
    name: row.name,
    repId: row.repId,
    rotatedTo: row.rotatedTo,
    state: stateOf({ ...row, active }),
    createdAt: row.createdAt.getTime(),
    expiresAt: row.realExpiresAt?.getTime() ?? null,
    lastUsedAt: row.realLastUsedAt?.getTime() ?? null,
  }));
}

export type ListedKey = Awaited<ReturnType<typeof listApiKeys>>[number];

const stateOf = (row: { revokedAt: Date | null; hasExpired: boolean; active: boolean | null }) => {
  if (row.revokedAt) return 'revoked';
  if (row.hasExpired) return 'expired';
  return row.active === false ? 'repInactive' : 'live';
};

/** A new key in the place of an old one. */
export interface Rotation extends Pick<NewApiKey, 'livesFor'> {
  readonly id: string;
  /** Real milliseconds for which the old key still works, while the new one is brought to where it is used. */
  readonly overlap: number;
  readonly at: Instant;
}

/**
 * Makes a key with the role, the name and the rep of another one, which ends after the overlap.
 * @throws DomainError for a key that is not live, or was rotated before
 */
export async function rotateApiKey(db: Db, { id, overlap, at, livesFor }: Rotation): Promise<{ id: string; key: string }> {
  return await inTransaction(db, async (trx) => {
    const old = await trx
      .selectFrom('apiKeys')
      .selectAll()
      .select(hasExpired.as('hasExpired'))
      .where('id', '=', id)
      .forUpdate()
      .executeTakeFirst();
    if (!old || stateOf({ ...old, active: null }) !== 'live')
      throw new DomainError('UNKNOWN_KEY', id, 'expected the id of a live key, as `trellis key list` shows it');
    if (old.rotatedTo)
      throw new DomainError('UNKNOWN_KEY', id, `expected a key that was not rotated before; this one was, to ${old.rotatedTo}`);
    const { role, principal, repId } = old;
    const made = await createApiKey(trx, {
      role,
      principal,
      at,
      ...(repId && { repId }),
      ...(livesFor !== undefined && { livesFor }),
    });
    const realExpiresAt = sql<Date>`least(${realTimeIn(overlap)}, real_expires_at)`;
    await trx.updateTable('apiKeys').set({ realExpiresAt, rotatedTo: made.id }).where('id', '=', id).execute();
    return made;
  });
}
