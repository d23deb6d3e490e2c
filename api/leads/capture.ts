import { despiteClashes } from '../../db/clash.ts';
import { erasedAmong, forgetErasure } from '../../db/leads/erase-lead.ts';
import { setLeadOwner } from '../../db/leads/leads.ts';
import { isKnownAct } from '../../db/engagements/engagements.ts';
import { enter } from '../../services/campaigns/enter.ts';
import { enterStanding } from '../../services/intake/enter-standing.ts';
import { recordEngagement } from '../../services/engagements/record-engagement.ts';
import { saveLeads, type LeadToSave } from '../../services/leads/save-leads.ts';
import { liftOwnOptOut } from '../../services/contact/lift-suppression.ts';
import { forbidsAsking } from '../../db/contact/confirmation-emails.ts';
import type { Verdict } from '../../db/columns.ts';
import type { EngagementData } from '../../domain/scoring/engagement-data.ts';
import type { Visitor } from '../../db/contact/confirmations.ts';
import type { Trx } from '../../db/database.ts';
import { isCurrentAct, isFastTrackAct } from '../../domain/scoring/act.ts';
import type { Instant } from '../../domain/time/clock.ts';
import type { ConsentBasis } from '../../domain/contact/consent.ts';
import type { SuppressionReason } from '../../domain/contact/suppression.ts';
import { closingOf, type EngagementKind, type Page } from '../../domain/scoring/engagement.ts';
import type { FieldValue } from '../../domain/people/lead-fields.ts';
import type { Giver } from '../../domain/people/given.ts';
import { ask } from './ask.ts';
import { openCampaignOrThrow } from './launch.ts';
import type { ApiDeps } from '../procedures/context.ts';
import { otherBody } from '../procedures/idempotent.ts';
import { fieldsOrThrow } from '../import/field-value.ts';
import type { RowCells } from '../import/normalise-row.ts';
import { normaliseRow } from '../import/normalise-row.ts';
import { badRequest, Refusal } from '../procedures/refusal.ts';
import { standardForms } from '../../domain/lead/form.ts';

interface Act {
  readonly id: string;
  readonly kind: EngagementKind;
  /** Now if missing. */
  readonly at?: Instant | undefined;
  readonly page?: Page | undefined;
  readonly data?: EngagementData | undefined;
  readonly verdict: Verdict;
  readonly words?: string | undefined;
}

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

export interface Captured {
  readonly leadId: string;
  readonly created: boolean;
  /** Why they may not get emails, if a consent basis is missing. */
  readonly held: string | null;
  /** Why they are not asked to confirm an opt-in. */
  readonly notAsked?: SuppressionReason | undefined;
  /** Why they did not enter the campaign. */
  readonly notEnrolled?: string;
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
  const save = async (trx: Trx): Promise<Captured> => {
    await mustNotBeErased(trx, lead.emailKey, engagement !== undefined);
    // A lead that a system adds twice goes through the campaign once.
    const campaign = into === undefined ? undefined : await openCampaignOrThrow(trx, into);
    const captured = await takeIn(trx, deps, { lead, source, by: 'system', key, engagement, campaign, again: false });
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
  return await despiteClashes(() => db.transaction().execute(save));
}

/** @throws Refusal for a person who was erased and has not come back by an act of their own */
async function mustNotBeErased(trx: Trx, emailKey: string, hasActed: boolean): Promise<void> {
  if (hasActed) await forgetErasure(trx, emailKey);
  else if ((await erasedAmong(trx, [emailKey])).size > 0)
    throw new Refusal('CONFLICT', 'This person asked to be erased.', {
      code: 'erased',
      todo: 'Do not add them again. If they come back on their own, send their act as the engagement.',
    });
}

export interface TakingIn {
  readonly lead: LeadToSave;
  readonly source: string;
  /** The kind of source of the values in `lead`. */
  readonly by: Giver;
  readonly key?: string | undefined;
  /** The id of the request in which they have just agreed to marketing again; it lifts their own opt-outs. */
  readonly reopenedBy?: string | undefined;
  readonly engagement: Act | undefined;
  /** The campaign to enter, if they may; the standing one of the source if missing. */
  readonly campaign?: { readonly id: string; readonly program: string } | undefined;
  /** Whether they may enter the campaign although they were in it before; by default, they may. */
  readonly again?: boolean;
}

/** Saves one person, and what they did. @throws Refusal if the id of the engagement is already another one's */
export async function takeIn(
  trx: Trx,
  deps: ApiDeps,
  { lead, source, by, key, reopenedBy, engagement, campaign, again }: TakingIn,
): Promise<Captured> {
  const { clock, policy, newId, settings } = deps;
  const at = clock.now();
  if (by === 'person') await forgetErasure(trx, lead.emailKey);
  const [saved] = await saveLeads(trx, [lead], { policy, at, newId, consents: 'add', by, key, zone: settings.defaultZone });
  if (!saved) throw new Error('the lead was neither added nor found');
  const { id: leadId, created, held } = saved;
  if (reopenedBy !== undefined) await liftOwnOptOut(trx, policy, newId, { leadId, proof: reopenedBy, at });
  // Enrol first, so that the program is told about the engagement.
  const act = engagement && { kind: engagement.kind, at: engagement.at ?? at };
  const wantsToTalk = act !== undefined && isFastTrackAct(policy.engagements, act) && isCurrentAct(policy.scoring, act, at);
  const purpose = wantsToTalk ? 'service' : 'marketing';
  const refused = campaign
    ? await enter(trx, policy, newId, { leadId, campaign, again, by: key, purpose, at })
    : await enterStanding(trx, policy, newId, { leadId, source, purpose, at });
  if (engagement && act) {
    const { words, ...done } = engagement;
    const said = { ...done, ...act, leadId, source, words: words === undefined ? undefined : { body: words } };
    const { fresh } = await recordEngagement(trx, policy, newId, said, at);
    if (!fresh && !(await isKnownAct(trx, said))) throw otherBody(done.id);
  }
  return { leadId, created, held, notEnrolled: refused?.because };
}
