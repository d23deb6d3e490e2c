import { continuingLead, leadByAddress, leadById } from '../../db/leads/leads.ts';
import type { Db } from '../../db/database.ts';
import { isPlausibleAddress, matchingAddress } from '../../domain/people/address.ts';
import { notFound } from './refusal.ts';

/**
 * The id of a lead that is named by its id or its address; undefined for an address that no lead has. A lead that was merged into another
 * one is named as that one.
 */
export async function leadIdOf(db: Db, named: string): Promise<string | undefined> {
  if (!named.includes('@')) return (await continuingLead(db, named)) ?? named;
  return isPlausibleAddress(named) ? (await leadByAddress(db, matchingAddress(named)))?.id : undefined;
}

/** The same. @throws Refusal if there is no such lead */
export async function knownLeadId(db: Db, named: string): Promise<string> {
  const id = await leadIdOf(db, named);
  if (id === undefined || !(await leadById(db, id))) throw notFound('lead', named);
  return id;
}
