import { openCampaign } from '../../db/campaigns/campaigns.ts';
import { despiteClashes } from '../../db/clash.ts';
import { confirmRequests, type RequestRow, type Visitor } from '../../db/contact/confirmations.ts';
import type { Trx } from '../../db/database.ts';
import { isFormerAddress } from '../../db/leads/former-addresses.ts';
import { leadByAddress } from '../../db/leads/leads.ts';
import type { Claim } from '../../db/columns.ts';
import { saveAnswers, type Answer } from '../../db/leads/answers.ts';
import { questionsOf } from '../../domain/lead/question.ts';
import { fieldKey, type LeadFields } from '../../domain/people/lead-fields.ts';
import { own } from '../../domain/text/own.ts';
import { readField } from '../import/field-value.ts';
import { countryCode } from '../../domain/people/country.ts';
import { consentOf } from '../../domain/contact/consent.ts';
import { recogniseVisitor } from '../../services/engagements/visitors.ts';
import { takeIn } from '../leads/take-in.ts';
import type { ApiDeps } from '../procedures/context.ts';
import { normaliseRow } from '../import/normalise-row.ts';

/**
 * Confirms requests that were made in the name of an address, for its owner. Their claims count from now on, all or none.
 * @returns whether there was anything left to confirm
 */
export async function confirm(
  deps: ApiDeps,
  { ids, emailKey }: { ids: readonly string[]; emailKey: string },
  visitor: Visitor,
): Promise<boolean> {
  const at = deps.clock.now();
  const take = async (trx: Trx): Promise<boolean> => {
    const requests = await confirmRequests(trx, { ids, emailKey, at }, visitor);
    for (const request of requests) await counts(trx, deps, request, at);
    return requests.length > 0;
  };
  return await despiteClashes(() => deps.db.transaction().execute(take));
}

/** Saves a claim as what the lead said, did and agreed to. */
async function counts(trx: Trx, deps: ApiDeps, request: RequestRow, at: number): Promise<void> {
  const { id, email, emailKey, source, basis, kind, campaignId, askedAt } = request;
  const { fields, words, visitor } = request.claim ?? { fields: {} };
  const { consent: rules, personas, fields: ofApp } = deps.policy;
  const zone = deps.settings.defaultZone;
  const defaults = { source, consentBasis: 'none', consent: rules, personas, fields: ofApp, at, zone } as const;
  const lead = normaliseRow({ ...fields, email }, defaults);
  if ('reason' in lead) throw new Error(`a saved request ${lead.reason}`);
  const country = (await leadByAddress(trx, emailKey))?.country ?? countryCode(fields['country']);
  const consent = consentOf(deps.policy.consent, { basis, country, source, at: askedAt.getTime(), confirmedAt: at });
  // Who reads a mailbox that a lead no longer has can't agree for the lead's present one.
  const agrees = consent.purpose !== 'marketing' || !(await isFormerAddress(trx, emailKey));
  const { leadId } = await takeIn(trx, deps, {
    lead: { ...lead, consents: agrees ? [{ ...consent, confirmationId: id }] : [] },
    reopenedBy: agrees && consent.purpose === 'marketing' && basis !== 'inquiry' ? id : undefined,
    source,
    by: 'person',
    engagement: kind === null ? undefined : { id, kind, verdict: 'human', words, data: request.claim?.data },
    campaign: campaignId === null ? undefined : await openCampaign(trx, { id: campaignId }),
  });
  if (visitor !== undefined) await recogniseVisitor(trx, deps.policy, deps.newId, { visitorId: visitor, leadId, at });
  await saveAnswers(trx, answersIn(questionsOf(deps.settings.forms), fields), { leadId, source, at });
}

/** What a claim answers to the questions of forms. Like a broken value, an answer that is none is left out. */
const answersIn = (questions: LeadFields, claimed: Claim['fields']): Answer[] =>
  Object.entries(questions).flatMap(([question, spec]) => {
    const said = own(claimed as Readonly<Record<string, string>>, fieldKey(question));
    const value = said === undefined ? undefined : readField(spec, said);
    return value === undefined ? [] : [{ question, label: spec.label, value }];
  });
