import { createHash } from 'node:crypto';
import { despiteClashes } from '../../db/clash.ts';
import { erasedAmong, forgetErasure } from '../../db/leads/erase-lead.ts';
import { setLeadOwner } from '../../db/leads/leads.ts';
import type { LeadToSave } from '../../services/leads/save-leads.ts';
import { forbidsAsking } from '../../db/contact/confirmation-emails.ts';
import type { Visitor } from '../../db/contact/confirmations.ts';
import type { Trx } from '../../db/database.ts';
import type { ConsentBasis } from '../../domain/contact/consent.ts';
import { reasonSpec } from '../../domain/contact/suppression.ts';
import { isHuman } from '../../domain/scoring/act.ts';
import { closingOf } from '../../domain/scoring/engagement.ts';
import type { FieldValue } from '../../domain/people/lead-fields.ts';
import { ask } from './ask.ts';
import { openCampaignOrThrow } from '../campaigns/add-leads.ts';
import type { ApiDeps } from '../procedures/context.ts';
import { fieldsOrThrow } from '../import/field-value.ts';
import type { RowCells } from '../import/normalise-row.ts';
import { normaliseRow } from '../import/normalise-row.ts';
import { badRequest, Refusal } from '../procedures/refusal.ts';
import { standardForms } from '../../domain/lead/form.ts';
import { closeListed } from '../../services/contact/close-listed.ts';
import { takeIn, type Act, type Captured, type TakingIn } from './take-in.ts';
import { takeInTogether } from './take-in-together.ts';

export interface CaptureOrder {
  readonly lead: RowCells;
  /** The fields of the app, by their names. */
  readonly fields?: Readonly<Record<string, FieldValue>> | undefined;
  readonly source: string;
  readonly consentBasis: ConsentBasis | 'none';
  /** The name of the API key; undefined for a form. */
  readonly key?: string | undefined;
  /** The rep who owns the lead if it is new. */
  readonly ownerId?: string | undefined;
  /** For a double opt-in that is not confirmed: what they agreed to, and where. */
  readonly consent?: ({ readonly wording?: string | undefined; readonly page?: string | undefined } & Visitor) | undefined;
  /** Whether they have just agreed themselves, in another system. Otherwise, an opt-out forbids asking them. */
  readonly agreedNow?: boolean | undefined;
  /** What they did at the same time. */
  readonly engagement?: Act | undefined;
  /** The id of the campaign that they enter; by default, that of the standing program of the source. */
  readonly into?: string | undefined;
}

/**
 * Takes in one person, and what they did, from somebody whom we trust; all of it or nothing. An opt-in that has yet to be
 * confirmed asks the person by email, unless they said no.
 * @throws Refusal for an impossible address, for a field of the app or a value of it that is not understood, and for a campaign that takes
 * in no leads
 */
export async function capture(deps: ApiDeps, order: CaptureOrder): Promise<Captured> {
  const { lead: cells, source, consentBasis, consent = {}, engagement, key, ownerId, into, agreedNow } = order;
  const { db, clock, policy, newId, settings } = deps;
  const read = normaliseRow(cells, {
    source,
    consentBasis,
    consent: policy.consent,
    personas: policy.personas,
    at: clock.now(),
    zone: settings.defaultZone,
  });
  if ('reason' in read)
    throw badRequest('leadInvalid', read.reason.startsWith('"') ? `${read.reason}.` : `The lead ${read.reason}.`, cells.email);
  const ofApp = fieldsOrThrow(policy.fields, order.fields) as LeadToSave['person'];
  const lead = { ...read, person: { ...read.person, ...ofApp } };
  const taking: TakingIn = { lead, source, by: 'system', key, engagement, again: false };
  const isBare = into === undefined && ownerId === undefined && consentBasis !== 'doubleOptIn';
  const together = isBare ? await takeInTogether(deps, taking) : undefined;
  if (together) return together;
  const save = async (trx: Trx): Promise<Captured | undefined> => {
    if (await staysErased(trx, deps, taking)) return undefined;
    // A lead that a system adds twice goes through the campaign once.
    const campaign = into === undefined ? undefined : await openCampaignOrThrow(trx, into);
    const captured = await takeIn(trx, deps, { ...taking, campaign });
    if (captured.created && ownerId) await setLeadOwner(trx, captured.leadId, ownerId, clock.now());
    const { wording = standardForms.newsletter.wording, page, ...visitor } = consent;
    const saidNo = engagement && closingOf(policy.engagements, { kind: engagement.kind, at: clock.now() }) !== undefined;
    if (consentBasis !== 'doubleOptIn' || captured.held !== 'consentUnconfirmed' || saidNo) return captured;
    const at = clock.now();
    const { email, emailKey } = lead;
    const notAsked = await forbidsAsking(trx, { email, emailKey, askedAt: agreedNow ? new Date(at) : undefined }, at);
    if (notAsked === undefined)
      await ask(trx, deps, {
        id: newId(),
        email,
        source,
        askedFor: standardForms.newsletter.asks,
        basis: consentBasis,
        wording,
        page,
        visitor,
        claim: { fields: {} },
      });
    return { ...captured, notAsked };
  };
  const captured = await despiteClashes(() => db.transaction().execute(save));
  if (captured) return captured;
  throw new Refusal('CONFLICT', 'This person asked to be erased.', {
    code: 'erased',
    todo: 'Do not add them again. If they come back on their own, send what they did since as the engagement.',
  });
}

/** Whether a person was erased and has not come back by an act of their own. What they closed counts all the same, if they come back later. */
async function staysErased(
  trx: Trx,
  { policy, clock, newId }: ApiDeps,
  { lead, engagement, source }: TakingIn,
): Promise<boolean> {
  const now = clock.now();
  const { kind, verdict, at = now } = engagement ?? {};
  const closing = kind && closingOf(policy.engagements, { kind, at });
  if (kind && !closing && isHuman(policy.engagements, { kind, at, machine: verdict === 'machine' }))
    await forgetErasure(trx, lead.emailKey, at);
  if ((await erasedAmong(trx, [lead.emailKey])).size === 0) return false;
  if (closing && reasonSpec(closing.reason).scopes.includes('address')) {
    // The suppression list keeps the hash, as it does for imported lists: it may not hold the address of an erased person.
    const subject = createHash('sha256').update(lead.email).digest('hex');
    await closeListed(trx, policy, newId, [{ scope: 'address', subject, ...closing }], { at: now, by: source });
  }
  return true;
}
