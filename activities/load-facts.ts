import { leadFacts } from '../db/leads/facts.ts';
import type { LeadFactsRow } from '../db/leads/facts.ts';
import { interestFrom } from '../db/leads/interest-row.ts';
import { asOf } from '../domain/time/as-of.ts';
import type { Instant } from '../domain/time/clock.ts';
import { contactability } from '../domain/contact/contactability.ts';
import { isSenior } from '../domain/scoring/fit.ts';
import { interestAt } from '../domain/scoring/interest.ts';
import { personas } from '../domain/people/persona.ts';
import type { Persona } from '../domain/people/persona.ts';
import { temperature } from '../domain/scoring/threshold.ts';
import type { ContentId } from '../content/catalog.ts';
import type { Compiled } from '../content/compiled-format.ts';
import type { LeadFacts, LeadRef } from './contract.ts';
import type { Deps } from './deps.ts';
import { ActivityError } from './errors.ts';
import { unsentFor } from './unsent.ts';
import type { Policy } from '../domain/policy/policy.ts';

/**
 * What a track needs to know before it begins.
 * @throws ActivityError LEAD_UNKNOWN when the lead has been erased
 */
export const loadFacts =
  ({ db, clock, policy, content }: Pick<Deps, 'db' | 'clock' | 'policy' | 'content'>) =>
  async ({ leadId }: LeadRef): Promise<LeadFacts> => {
    const row = await leadFacts(db, leadId);
    if (!row) throw new ActivityError('LEAD_UNKNOWN', leadId, 'end its workflow');
    return factsOf(row, policy, content, clock.now());
  };

const factsOf = (row: LeadFactsRow, { consent }: Pick<Policy, 'consent'>, content: Compiled, now: Instant): LeadFacts => {
  const interest = interestAt(interestFrom(row), now);
  const email = contactability(consent, ...asOf(now, row), 'email', now);
  const phone = contactability(consent, ...asOf(now, row), 'phone', now);
  const ranked = rankedPersonas(row.persona);
  const sent = row.sent as readonly ContentId[];
  return {
    steps: 2,
    personas: ranked,
    ...(row.slower > 1 && { slower: row.slower }),
    ...(row.otherTopic && { otherTopic: true }),
    isSenior: isSenior(row.seniority),
    fit: row.fit,
    interest,
    stage: row.stage,
    ...(row.accountId !== null && { accountId: row.accountId }),
    ...(row.ownerId !== null && { ownerId: row.ownerId }),
    ...(row.dealOwnerId !== null && { dealOwnerId: row.dealOwnerId }),
    mayEmail: email.may,
    mayPhone: phone.may,
    ...(!email.may && { emailBecause: email.because }),
    sent,
    unsent: unsentFor(content, { sent, persona: row.persona, temperature: temperature(interest, row.hot ? 'hot' : 'cold') }),
  };
};

/** The lead's own persona first, then the others by how well they fit our mails. */
const rankedPersonas = (own: Persona): Persona[] => [
  own,
  ...(Object.keys(personas) as Persona[]).filter((persona) => persona !== own),
];
