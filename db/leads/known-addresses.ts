import { sql } from 'kysely';
import type { Db } from '../database.ts';
import { havingAddress } from './leads.ts';

/** Which of these keys of addresses leads have or had, each with the key that its lead has now. */
export async function knownAddresses(db: Db, keys: readonly string[]): Promise<ReadonlyMap<string, string>> {
  if (keys.length === 0) return new Map();
  const { rows } = await sql<{ key: string; now: string }>`
    select holder.email_key as key, leads.email_key as now from ${havingAddress(keys)} as holder join leads on leads.id = holder.id`.execute(
    db,
  );
  return new Map(rows.map(({ key, now }) => [key, now]));
}
