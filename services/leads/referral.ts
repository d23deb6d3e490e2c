import { matchingAddress, normaliseAddress } from '../../domain/people/address.ts';
import type { Instant } from '../../domain/time/clock.ts';
import { give } from '../../domain/people/given.ts';
import { leadFrom, type SaidOfPerson } from '../../domain/people/lead-values.ts';
import { readName } from '../../domain/people/person-name.ts';
import { phoneNumber } from '../../domain/people/phone.ts';
import type { Trx } from '../../db/database.ts';
import { insertLead, leadByAddress, leadById } from '../../db/leads/leads.ts';
import { recordEvents } from '../../db/leads/lead-events.ts';
import type { ScorePolicy } from '../engagements/becomes-hot.ts';
import { saveFits } from '../engagements/save-fits.ts';

export interface Referral {
  readonly email: string;
  readonly firstName?: string | undefined;
  readonly lastName?: string | undefined;
  readonly phone?: string | undefined;
}

/** Why they get no email yet; imports use the same code. */
const HELD = 'noConsent';

/**
 * Adds the person whom a lead named, at the same account. The new lead is held until we have a basis to write to them.
 * @param by the name of the rep who was told
 * @returns the id of the lead, and who named it
 * @throws DomainError INVALID_ADDRESS
 */
export async function addReferral(
  trx: Trx,
  { policy, newId }: { readonly policy: ScorePolicy; readonly newId: () => string },
  referredBy: string,
  { email, ...person }: Referral,
  { at, by }: { readonly at: Instant; readonly by: string | undefined },
): Promise<{ readonly leadId: string; readonly colleague: string }> {
  const emailKey = matchingAddress(email);
  const { zone, accountId, email: colleague, country, persona } = (await leadById(trx, referredBy))!;
  const said: SaidOfPerson[] = [
    // Until someone says otherwise, assume the colleague's location and persona.
    { by: 'claim', source: 'referral', at, values: { country, persona } },
    {
      by: 'rep',
      source: 'referral',
      at,
      values: { ...readName(person), phone: phoneNumber(person.phone, country ?? undefined) } as SaidOfPerson['values'],
    },
  ];
  const given = said.reduce<readonly SaidOfPerson[]>(give, []);
  const { fields, ...values } = leadFrom(given, zone);
  const isNew =
    !(await leadByAddress(trx, emailKey)) &&
    (await insertLead(trx, {
      ...values,
      fields: JSON.stringify(fields),
      zone,
      given: JSON.stringify(given),
      accountId,
      id: newId(),
      email: normaliseAddress(email),
      emailKey,
      source: 'referral',
      stage: 'inquiry',
      stageAt: new Date(at),
      held: HELD,
      createdAt: new Date(at),
    }));
  const named = (await leadByAddress(trx, emailKey))!;
  if (isNew) await saveFits(trx, policy, { leads: [named.id] }, at);
  await recordEvents(trx, [
    { leadId: referredBy, at, by, kind: 'referred', data: { to: named.email } },
    { leadId: named.id, at, by, kind: 'namedBy', data: { colleague, isNew } },
  ]);
  return { leadId: named.id, colleague };
}
