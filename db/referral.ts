import { matchingAddress, normaliseAddress } from '../domain/address.ts';
import type { Instant } from '../domain/clock.ts';
import type { Db } from './database.ts';

export interface Referral {
  readonly email: string;
  readonly firstName?: string | undefined;
  readonly lastName?: string | undefined;
  readonly phone?: string | undefined;
}

/** Why nobody writes to them yet; the code that imports hold leads with. */
const HELD = 'noConsent';

/**
 * Adds the person whom a lead named, at the same account, held until there is a basis to write to them.
 * @returns the id of their lead, which may have been there before
 * @throws DomainError INVALID_ADDRESS
 */
export async function addReferral(
  db: Db,
  id: string,
  referredBy: string,
  { email, ...person }: Referral,
  at: Instant,
): Promise<string> {
  const emailKey = matchingAddress(email);
  const by = await db
    .selectFrom('leads')
    .select(['country', 'zone', 'accountId', 'persona'])
    .where('id', '=', referredBy)
    .executeTakeFirstOrThrow();
  await db
    .insertInto('leads')
    .values({
      ...by,
      id,
      email: normaliseAddress(email),
      emailKey,
      firstName: person.firstName ?? null,
      lastName: person.lastName ?? null,
      phone: person.phone ?? null,
      seniority: 'staff',
      source: 'referral',
      stage: 'inquiry',
      stageAt: new Date(at),
      held: HELD,
      createdAt: new Date(at),
    })
    .onConflict((conflict) => conflict.column('emailKey').doNothing())
    .execute();
  const lead = await db.selectFrom('leads').select('id').where('emailKey', '=', emailKey).executeTakeFirstOrThrow();
  return lead.id;
}
