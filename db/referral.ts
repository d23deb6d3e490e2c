import { matchingAddress, normaliseAddress } from '../domain/address.ts';
import type { Instant } from '../domain/clock.ts';
import { give } from '../domain/given.ts';
import { leadFrom, type SaidOfPerson } from '../domain/lead-values.ts';
import { readName } from '../domain/person-name.ts';
import { phoneNumber } from '../domain/phone.ts';
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
  const { zone, accountId, ...by } = await db
    .selectFrom('leads')
    .select(['country', 'zone', 'accountId', 'persona'])
    .where('id', '=', referredBy)
    .executeTakeFirstOrThrow();
  const said: SaidOfPerson[] = [
    // Until somebody says otherwise, they are where their colleague is, and buy as the colleague does.
    { by: 'claim', source: 'referral', at, values: by },
    {
      by: 'rep',
      source: 'referral',
      at,
      values: { ...readName(person), phone: phoneNumber(person.phone, by.country ?? undefined) } as SaidOfPerson['values'],
    },
  ];
  const given = said.reduce<readonly SaidOfPerson[]>(give, []);
  await db
    .insertInto('leads')
    .values({
      ...leadFrom(given, zone),
      zone,
      given: JSON.stringify(given),
      accountId,
      id,
      email: normaliseAddress(email),
      emailKey,
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
