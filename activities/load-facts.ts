import { leadFacts, type LeadFactsRow } from '../db/leads/facts.ts';
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

type FactDeps = Pick<Deps, 'db' | 'clock' | 'policy' | 'content'>;

/**
 * Loads what a track needs before it begins.
 * @throws ActivityError LEAD_UNKNOWN if the lead has been erased
 */
export const loadFacts =
  (deps: FactDeps) =>
  async ({ leadId }: LeadRef): Promise<LeadFacts> => {
    const facts = (await factsOfLeads(deps, [leadId])).get(leadId);
    if (!facts) throw new ActivityError('LEAD_UNKNOWN', leadId, 'end its workflow');
    return facts;
  };

/** The facts of several leads, in one round trip; none of a lead that has been erased. */
export async function factsOfLeads(
  { db, clock, policy, content }: FactDeps,
  leadIds: readonly string[],
): Promise<ReadonlyMap<string, LeadFacts>> {
  const rows = await leadFacts(db, leadIds);
  const now = clock.now();
  return new Map(rows.map((row) => [row.id, factsOf(row, policy, content, now)]));
}

function factsOf(
  row: LeadFactsRow,
  { consent, scoring, personas, fields }: Pick<Policy, 'consent' | 'scoring' | 'personas' | 'fields'>,
  content: Compiled,
  now: Instant,
): LeadFacts {
  const interest = interestAt(scoring, interestFrom(row), now);
  const warmth = temperature(scoring, interest, row.hot ? 'hot' : 'cold');
  const email = contactability(consent, ...asOf(now, row), 'email', now);
  const phone = contactability(consent, ...asOf(now, row), 'phone', now);
  const ranked = rankedPersonas(personas, row.persona);
  const sent = row.sent as readonly ContentId[];
  const ofApp = fieldFacts(fields, row.fields);
  return {
    steps: 2,
    asOf: now,
    personas: ranked,
    paces: ranked.map((persona) => personaSpec(personas, persona).pace),
    slower: row.slower > 1 ? row.slower : undefined,
    otherTopic: row.otherTopic || undefined,
    isSenior: isSenior(scoring, row.seniority),
    fields: Object.keys(ofApp).length > 0 ? ofApp : undefined,
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
}
