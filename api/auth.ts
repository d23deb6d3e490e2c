import { principalOf, type Principal } from '../db/api-keys.ts';
import type { ApiRole } from '../db/columns.ts';
import type { Db } from '../db/database.ts';
import { Refusal } from './refusal.ts';

/** Who sends a request, by its `Authorization: Bearer tk_…`; undefined without a valid key. */
export async function authenticate(db: Db, authorization: string | undefined): Promise<Principal | undefined> {
  const key = /^Bearer (\S+)$/i.exec(authorization ?? '')?.[1];
  return key === undefined ? undefined : await principalOf(db, key);
}

/** Lets admins do everything, and everybody else what is declared for their role. @throws Refusal without a key, or with one of another role */
export function authorise(principal: Principal | undefined, roles: readonly ApiRole[], what: string): Principal {
  if (!principal)
    throw new Refusal('UNAUTHORIZED', 'This needs an API key.', {
      code: 'noKey',
      todo: 'Send it as "Authorization: Bearer tk_…".',
    });
  if (principal.role === 'admin' || roles.includes(principal.role)) return principal;
  throw new Refusal('FORBIDDEN', `A key of the role ${principal.role} may not call ${what}.`, {
    code: 'roleNotAllowed',
    value: principal.role,
    todo: `Use a key of one of: ${['admin', ...roles].join(', ')}.`,
  });
}
