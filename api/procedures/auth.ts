import type { FastifyRequest } from 'fastify';
import { principalOfKey, type KeyFault, type Principal } from '../../db/system/api-keys.ts';
import type { ApiRole } from '../../db/columns.ts';
import type { ApiDeps } from './context.ts';
import { Refusal, type Code } from './refusal.ts';

type Doorkeeper = Pick<ApiDeps, 'db' | 'log'>;

/**
 * Finds the sender of a request by its `Authorization: Bearer tk_…`; undefined without that header.
 * @throws Refusal for an invalid key
 */
export async function authenticate(
  { db, log }: Doorkeeper,
  request: FastifyRequest,
  what: string,
): Promise<Principal | undefined> {
  const { authorization } = request.headers;
  if (authorization === undefined) return undefined;
  const found = await principalOfKey(db, /^Bearer (\S+)$/i.exec(authorization)?.[1] ?? '');
  if (!('fault' in found)) return found;
  log.info({ key: found.id, because: found.fault, what, ip: request.ip }, 'A key was refused.');
  throw refusalOf(found.fault);
}

const faults = {
  unknown: ['This key does not exist.', 'Use a valid one (trellis key list).'],
  revoked: ['This key was revoked.', 'Ask an admin for another one.'],
  expired: ['This key has expired.', 'Ask an admin for another one (trellis key create).'],
  repMissing: ['This key does not belong to a rep.', 'Ask an admin for one that does (trellis key create rep NAME --rep ID).'],
  repNoManager: ['The rep of this key no longer manages a team.', 'Ask an admin for a key of the role rep.'],
  repInactive: ['The rep of this key has left.', 'Ask an admin for a key of your own.'],
} as const satisfies Record<KeyFault, readonly [message: string, todo: string]>;

const refusalOf = (fault: KeyFault): Refusal =>
  new Refusal('UNAUTHORIZED', faults[fault][0], {
    code: `key${fault[0]?.toUpperCase()}${fault.slice(1)}` as Code,
    todo: faults[fault][1],
  });

interface Door extends Pick<ApiDeps, 'log'> {
  readonly principal: Principal | undefined;
  /** The address of the sender; undefined for calls without HTTP. */
  readonly ip?: string | undefined;
}

/** Admins may call everything, and other roles what is declared for them. */
export const isAllowed = (role: ApiRole, roles: readonly ApiRole[]): boolean => role === 'admin' || roles.includes(role);

/** Lets in whom the procedure is for. @throws Refusal without a key, or for another role */
export function authorise({ principal, ip, log }: Door, roles: readonly ApiRole[], what: string): Principal {
  if (!principal)
    throw new Refusal('UNAUTHORIZED', 'This needs an API key.', {
      code: 'noKey',
      todo: 'Send it as "Authorization: Bearer tk_…". People sign in at /signin.',
    });
  const { id, role } = principal;
  if (isAllowed(role, roles)) return principal;
  log.info({ key: id, role, what, ip }, 'A role was refused.');
  throw new Refusal('FORBIDDEN', `A key of the role ${role} may not call ${what}.`, {
    code: 'roleNotAllowed',
    value: role,
    todo: `Use a key of one of: ${['admin', ...roles].join(', ')}.`,
  });
}
