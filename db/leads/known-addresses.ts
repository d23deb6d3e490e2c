import type { Db } from '../database.ts';
import { leadsByKeys } from './leads.ts';

/** Which of these keys of addresses leads have or had. */
export async function knownAddresses(db: Db, keys: readonly string[]): Promise<ReadonlySet<string>> {
  if (keys.length === 0) return new Set();
  return new Set((await leadsByKeys(db, keys)).map(({ emailKey }) => emailKey));
}
