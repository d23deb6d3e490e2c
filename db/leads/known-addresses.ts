import type { Db } from '../database.ts';

/** Which of these keys of addresses are those of leads. */
export async function knownAddresses(db: Db, keys: readonly string[]): Promise<ReadonlySet<string>> {
  if (keys.length === 0) return new Set();
  const rows = await db.selectFrom('leads').select('emailKey').where('emailKey', 'in', keys).execute();
  return new Set(rows.map(({ emailKey }) => emailKey));
}
