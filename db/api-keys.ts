import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Instant } from '../domain/clock.ts';
import type { ApiRole } from './columns.ts';
import type { Db } from './database.ts';

/** Who asks. */
export interface Principal {
  /** Of the key; it may stand where no name may. */
  readonly id: string;
  /** Stands in the audit log. */
  readonly name: string;
  readonly role: ApiRole;
  readonly repId?: string;
}

interface NewApiKey {
  readonly role: ApiRole;
  readonly principal: string;
  readonly repId?: string;
  readonly at: Instant;
}

const digest = (secret: string): Buffer => createHash('sha256').update(secret).digest();

/**
 * Makes an API key. Only its hash is kept: `key` can be read here and never again.
 */
export async function createApiKey(db: Db, { role, principal, repId, at }: NewApiKey): Promise<{ id: string; key: string }> {
  const id = randomBytes(6).toString('hex');
  const secret = randomBytes(24).toString('base64url');
  await db
    .insertInto('apiKeys')
    .values({ id, hash: digest(secret), role, principal, repId: repId ?? null, createdAt: new Date(at) })
    .execute();
  return { id, key: `tk_${id}_${secret}` };
}

const keyPattern = /^tk_([0-9a-f]{12})_([\w-]{32})$/;

/** Whose key it is; undefined for one that is unknown, revoked or not a key at all. */
export async function principalOf(db: Db, key: string): Promise<Principal | undefined> {
  const [, id, secret] = keyPattern.exec(key) ?? [];
  if (!id || !secret) return undefined;
  const row = await db.selectFrom('apiKeys').selectAll().where('id', '=', id).where('revokedAt', 'is', null).executeTakeFirst();
  if (!row || !timingSafeEqual(row.hash, digest(secret))) return undefined;
  return { id, name: row.principal, role: row.role, ...(row.repId && { repId: row.repId }) };
}

/** From now on nobody gets in with this key. @returns whether there was one to revoke */
export async function revokeApiKey(db: Db, id: string, at: Instant): Promise<boolean> {
  const [{ numUpdatedRows } = { numUpdatedRows: 0n }] = await db
    .updateTable('apiKeys')
    .set({ revokedAt: new Date(at) })
    .where('id', '=', id)
    .where('revokedAt', 'is', null)
    .execute();
  return numUpdatedRows > 0n;
}
