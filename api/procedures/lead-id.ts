import { leadByAddress } from '../../db/leads/leads.ts';
import type { Db } from '../../db/database.ts';
import { isPlausibleAddress, matchingAddress } from '../../domain/people/address.ts';

/** The id of a lead that is named by its id or its address; undefined for an address that no lead has. */
export async function leadIdOf(db: Db, named: string): Promise<string | undefined> {
  if (!named.includes('@')) return named;
  return isPlausibleAddress(named) ? (await leadByAddress(db, matchingAddress(named)))?.id : undefined;
}
