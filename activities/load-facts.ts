import { leadFacts } from '../db/leads/facts.ts';
import type { LeadFactsRow } from '../db/leads/facts.ts';
import { interestFrom } from '../db/leads/interest-row.ts';
import { asOf } from '../domain/time/as-of.ts';
import type { Instant } from '../domain/time/clock.ts';
import { contactability } from '../domain/contact/contactability.ts';
import { isSenior } from '../domain/scoring/fit.ts';
import { interestAt } from '../domain/scoring/interest.ts';
import { fieldFacts } from '../domain/people/lead-fields.ts';
import { personaSpec, rankedPersonas } from '../domain/people/persona.ts';
import { temperature } from '../domain/scoring/threshold.ts';
import type { ContentId } from '../content/catalog.ts';
import type { Compiled } from '../content/compiled-format.ts';
import type { LeadFacts, LeadRef } from './contract.ts';
import type { Deps } from './deps.ts';
import type { Policy } from '../domain/policy/policy.ts';
import { ActivityError } from './errors.ts';
import { unsentFor } from './unsent.ts';

/**
 * Loads what a track needs before it begins.
 * @throws ActivityError LEAD_UNKNOWN if the lead has been erased
 */
export const loadFacts =
  ({ db, clock, policy, content }: Pick<Deps, 'db' | 'clock' | 'policy' | 'content'>) =>
  async ({ leadId }: LeadRef): Promise<LeadFacts> => {
    const row = await leadFacts(db, leadId);
    if (!row) throw new ActivityError('LEAD_UNKNOWN', leadId, 'end its workflow');
    return factsOf(row, policy, content, clock.now());
  };

const factsOf = (
  row: LeadFactsRow,
  { consent, scoring, personas, fields }: Pick<Policy, 'consent' | 'scoring' | 'personas' | 'fields'>,
  content: Compiled,
  now: Instant,
): LeadFacts => {
  const interest = interestAt(scoring, interestFrom(row), now);
  const warmth = temperature(scoring, interest, row.hot ? 'hot' : 'cold');
  const email = contactability(consent, ...asOf(now, row), 'email', now);
  const phone = contactability(consent, ...asOf(now, row), 'phone', now);
  const ranked = rankedPersonas(personas, row.persona);
  const sent = row.sent as readonly ContentId[];
  const ofApp = fieldFacts(fields, row.fields);
  return {
    steps: 2,
    personas: ranked,
    paces: ranked.map((persona) => personaSpec(personas, persona).pace),
    slower: row.slower > 1 ? row.slower : undefined,
    otherTopic: row.otherTopic || undefined,
    isSenior: isSenior(scoring, row.seniority),
    ...(Object.keys(ofApp).length > 0 && { fields: ofApp }),
    fit: row.fit,
    interest,
    temperature: temperature(scoring, interest, 'cold'),
    stage: row.stage,
    accountId: row.accountId ?? undefined,
    ownerId: row.ownerId ?? undefined,
    dealOwnerId: row.dealOwnerId ?? undefined,
    mayEmail: email.may,
    mayPhone: phone.may,
    emailBecause: email.may ? undefined : email.because,
    sent,
    unsent: unsentFor(content, { sent, persona: row.persona, temperature: warmth }),
  };
};
