import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { sql } from 'kysely';
import type { Instant } from '../../domain/time/clock.ts';
import { DomainError } from '../../domain/text/domain-error.ts';
import { DAY } from '../../domain/time/duration.ts';
import { apiRoles, repRoles, type ApiRole, type RepRole } from '../../domain/people/roles.ts';
import type { Db } from '../database.ts';
import { prepared } from '../prepared.ts';
import { ofPool, shared } from '../shared.ts';

/** The sender of a request: a key, or a person who has signed in. */
export interface Principal {
  /** The id of the key or of the person; the audit log and idempotency use it. */
  readonly id: string;
  /** The name of the key's holder or of the person; two may have the same name. */
  readonly name: string;
  readonly role: ApiRole;
  readonly repId?: string | undefined;
  /** Set for a person who has signed in. */
  readonly sessionId?: string;
}

/** Why a key is refused. */
export type KeyFault = 'unknown' | 'revoked' | 'expired' | RepFault;
type RepFault = 'repMissing' | 'repInactive' | 'repNoManager';

/** A refused key; `id` is set if a key with that id exists, even if the secret is wrong. */
export interface RefusedKey {
  readonly fault: KeyFault;
  readonly id?: string;
}

export interface NewApiKey {
  readonly role: ApiRole;
  readonly principal: string;
  readonly repId?: string;
  readonly at: Instant;
  /** Real milliseconds from now; Infinity for a key that does not expire. The default depends on the role. */
  readonly livesFor?: number;
}

/** An instant by Postgres' clock, which decides for all processes when keys expire. @param real milliseconds */
export const realTimeIn = (real: number) => sql<Date>`now() + make_interval(secs => ${real / 1000})`;

const digest = (secret: string): Buffer => createHash('sha256').update(secret).digest();

/** The secret part of a new key, with the only thing that is saved of it. */
export function newSecret(): { secret: string; hash: Buffer } {
  const secret = randomBytes(24).toString('base64url');
  return { secret, hash: digest(secret) };
}

/** A key as its holder gets it. */
export const keyText = (id: string, secret: string): string => `tk_${id}_${secret}`;

/**
 * Creates an API key. Only its hash is saved, so `key` can't be read again.
 * @throws DomainError if the rep does not exist, has left, or is not a manager though the role requires it
 */
export async function createApiKey(db: Db, order: NewApiKey): Promise<{ id: string; key: string }> {
  const { secret, hash } = newSecret();
  const id = await saveApiKey(db, order, hash);
  return { id, key: keyText(id, secret) };
}

/**
 * Saves an API key whose secret only its maker knows.
 * @param hash SHA-256 of the secret
 * @returns its id
 * @throws DomainError as `createApiKey`
 */
export async function saveApiKey(db: Db, order: NewApiKey, hash: Buffer): Promise<string> {
  const { role, principal, repId, at, livesFor = apiRoles[role].days * DAY } = order;
  await mustBeTheirs(db, role, repId);
  const id = randomBytes(6).toString('hex');
  const realExpiresAt = livesFor === Infinity ? null : realTimeIn(livesFor);
  await db
    .insertInto('apiKeys')
    .values({ id, hash, role, principal, repId: repId ?? null, createdAt: new Date(at), realExpiresAt })
    .execute();
  return id;
}

async function mustBeTheirs(db: Db, role: ApiRole, repId: string | undefined): Promise<void> {
  if (repId === undefined) {
    if (apiRoles[role].rep === 'must')
      throw new DomainError('INVALID_REP', null, `a key of the role ${role} needs the id of its rep (--rep)`);
    return;
  }
  const rep = await db
    .selectFrom('reps')
    .select(['role', 'active'])
    .where(sql<string>`id::text`, '=', repId.toLowerCase())
    .executeTakeFirst();
  if (!apiRoles[role].rep)
    throw new DomainError('INVALID_REP', repId, `a key of the role ${role} can't belong to a rep (omit --rep)`);
  if (!rep)
    throw new DomainError(
      'INVALID_REP',
      repId,
      'expected the address, the name or the id of a rep, as `trellis staff` prints them',
    );
  if (!rep.active) throw new DomainError('INVALID_REP', repId, 'expected an active rep; this one has left');
  if (apiRoles[role].rep === 'mayManage' && !repRoles[rep.role].manages)
    throw new DomainError('INVALID_REP', repId, `expected a manager; this one is a ${rep.role}, and needs a key of the role rep`);
}

/** Whether a key has expired, in a query. */
export const hasExpired = sql<boolean>`coalesce(real_expires_at <= now(), false)`;

interface Holder {
  readonly role: ApiRole;
  readonly repId: string | null;
  /** Whether the rep is active. */
  readonly active: boolean | null;
  readonly repRole: RepRole | null;
}

/** Why a key is refused because of its rep: they have left, or no longer manage a team. */
export function faultOfRep({ role, repId, active, repRole }: Holder): RepFault | undefined {
  const { rep } = apiRoles[role];
  if (repId === null) return rep === 'must' ? 'repMissing' : undefined;
  if (active === false) return 'repInactive';
  return rep === 'mayManage' && !(repRole && repRoles[repRole].manages) ? 'repNoManager' : undefined;
}

const keyPattern = /^tk_([0-9a-f]{12})_([\w-]{32})$/;

/** How many keys a statement looks up. */
const TOGETHER = 40;

/** The row of a key. Requests that arrive at the same time share the statement, which begins after all of them have come. */
const keyRow = ofPool((db) =>
  shared(async (asked: readonly { readonly id: string }[]) => {
    const { rows } = await sql<KeyRow>`${prepared}
      select k.id, k.hash, k.role, k.principal, k.rep_id, k.revoked_at, reps.active, reps.role as rep_role, ${hasExpired} as has_expired,
        coalesce(real_last_used_at < now() - interval '1 minute', true) as use_is_old
      from api_keys k left join reps on reps.id = k.rep_id
      where k.id = any(${asked.map(({ id }) => id)}::text[])`.execute(db);
    const byId = new Map(rows.map((row) => [row.id, row]));
    return asked.map(({ id }) => byId.get(id));
  }, TOGETHER),
);

interface KeyRow extends Holder {
  readonly id: string;
  readonly hash: Buffer;
  readonly principal: string;
  readonly revokedAt: Date | null;
  readonly hasExpired: boolean;
  readonly useIsOld: boolean;
}

/** The principal of a key, or why it is refused. Revocation and expiry take effect at once. */
export async function principalOfKey(db: Db, key: string): Promise<Principal | RefusedKey> {
  const [, id, secret] = keyPattern.exec(key) ?? [];
  if (!id || !secret) return { fault: 'unknown' };
  const row = await keyRow(db)({ id });
  if (!row) return { fault: 'unknown' };
  if (!timingSafeEqual(row.hash, digest(secret))) return { fault: 'unknown', id };
  if (row.revokedAt) return { fault: 'revoked', id };
  if (row.hasExpired) return { fault: 'expired', id };
  const fault = faultOfRep(row);
  if (fault) return { fault, id };
  if (row.useIsOld) noteUse(db, id);
  return { id, name: row.principal, role: row.role, repId: row.repId ?? undefined };
}

/** Runs in the background. */
function noteUse(db: Db, id: string): void {
  const query = db
    .updateTable('apiKeys')
    .set({ realLastUsedAt: sql<Date>`now()` })
    .where('id', '=', id)
    .where((eb) => eb.or([eb('realLastUsedAt', 'is', null), eb('realLastUsedAt', '<', sql<Date>`now() - interval '1 minute'`)]));
  // On a read-only database, a key may still be used to read.
  void query.execute().catch(() => {});
}

/** Revokes a key from now on. @returns whether there was one to revoke */
export async function revokeApiKey(db: Db, id: string, at: Instant): Promise<boolean> {
  const [{ numUpdatedRows } = { numUpdatedRows: 0n }] = await db
    .updateTable('apiKeys')
    .set({ revokedAt: new Date(at) })
    .where('id', '=', id)
    .where('revokedAt', 'is', null)
    .execute();
  return numUpdatedRows > 0n;
}

/** Revokes all keys of a rep from now on. */
export async function revokeKeysOf(db: Db, repId: string, at: Instant): Promise<void> {
  await db
    .updateTable('apiKeys')
    .set({ revokedAt: new Date(at) })
    .where('repId', '=', repId)
    .where('revokedAt', 'is', null)
    .execute();
}
