import { principalOf, type Principal } from '../db/api-keys.ts';
import type { Db } from '../db/database.ts';

/** Who sends a request, by its `Authorization: Bearer tk_…`; undefined without a valid key. */
export async function authenticate(db: Db, authorization: string | undefined): Promise<Principal | undefined> {
  const key = /^Bearer (\S+)$/i.exec(authorization ?? '')?.[1];
  return key === undefined ? undefined : await principalOf(db, key);
}
