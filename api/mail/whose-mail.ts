import { requestOfEmail, type AskedRequest } from '../../db/contact/confirmation-emails.ts';
import { leadByAddress, leadById, type LeadRow } from '../../db/leads/leads.ts';
import { isRepAddress, repByAddress, type RepRef } from '../../db/staff/reps.ts';
import { touchByKey, touchByMessageId, type MailedTouch } from '../../db/touches/touch-of-mail.ts';
import { leadOfCopyKey } from '../../domain/contact/copy-key.ts';
import { isPlausibleAddress, matchingAddress } from '../../domain/people/address.ts';
import type { ApiDeps } from '../procedures/context.ts';
import { isAuthenticated } from './authenticate.ts';
import type { IncomingMail } from './read-mail.ts';

/** Who wrote a message, and which of our emails it is about. */
export interface Whose {
  /**
   * `lead`: certain. `claimsToBeLead`: only its `From` says so. `rep`: certain, and the message is a copy of one to the lead.
   * `claimsToBeRep`: the same, but only its `From` says so. `other`: anyone else.
   */
  readonly writer: 'ours' | 'lead' | 'claimsToBeLead' | 'rep' | 'claimsToBeRep' | 'other';
  /** The rep who wrote it. */
  readonly rep?: RepRef | undefined;
  readonly touch?: MailedTouch | undefined;
  /** The request that our email asks about, if it is not about a touch. */
  readonly request?: AskedRequest | undefined;
  /** The lead with this address, or the lead of the email. */
  readonly leadId?: string | undefined;
  /** Its envelope address has our format, but not our signature. */
  readonly forged: boolean;
}

/**
 * Finds out whose message it is. The envelope address (VERP), otherwise the messages that it names, identify the touch or request. The
 * sender's address in the thread of that email identifies the lead. An address alone proves nothing, unless its domain authenticates it.
 */
export async function whoseMail(
  deps: ApiDeps,
  mail: IncomingMail,
  raw: Buffer | null,
  envelopeTo: string | undefined,
): Promise<Whose> {
  const { db, links, settings, resolver } = deps;
  const envelopes = [...(envelopeTo === undefined ? [] : [envelopeTo]), ...mail.recipients].map((address) =>
    links.verifyEnvelope(address),
  );
  const signed = envelopes.find((one) => typeof one === 'object');
  const forged = !signed && envelopes.includes('forged');
  const copied = signed && (await whoseCopy(deps, mail, raw, signed.key));
  if (copied) return copied;
  const touch = forged ? undefined : ((signed && (await touchByKey(db, signed.key))) ?? (await touchByMessageId(db, mail.about)));
  const key = mail.from !== undefined && isPlausibleAddress(mail.from) ? matchingAddress(mail.from) : undefined;
  if (await isOurs(deps, mail, key, touch)) return { writer: 'ours', touch, leadId: touch?.leadId, forged };
  const lead: LeadRow | undefined = key === undefined ? undefined : await leadByAddress(db, key);
  if (touch)
    return {
      writer: key === touch.emailKey || lead?.id === touch.leadId ? 'lead' : 'other',
      touch,
      leadId: touch.leadId,
      forged,
    };
  const request = forged ? undefined : await requestOfEmail(db, signed?.key, mail.about);
  if (request) {
    const asked = await leadByAddress(db, request.emailKey);
    return { writer: asked && asked.id === lead?.id ? 'lead' : 'other', request, leadId: asked?.id, forged };
  }
  if (!lead) return { writer: 'other', forged };
  const proven = raw !== null && (await isAuthenticated({ raw, mail, authservId: settings.authservId, resolver }));
  return { writer: proven ? 'lead' : 'claimsToBeLead', leadId: lead.id, forged };
}

/** Whose copy it is, if a rep sent it to the address for copies about a lead. Anyone else's message is read like any other. */
async function whoseCopy(deps: ApiDeps, mail: IncomingMail, raw: Buffer | null, key: string): Promise<Whose | undefined> {
  const { db, settings, resolver } = deps;
  const leadId = leadOfCopyKey(key);
  const rep = leadId === undefined || mail.from === undefined ? undefined : await repByAddress(db, mail.from);
  if (!rep?.active || leadId === undefined || !(await leadById(db, leadId))) return undefined;
  const proven = raw !== null && (await isAuthenticated({ raw, mail, authservId: settings.authservId, resolver }));
  return { writer: proven ? 'rep' : 'claimsToBeRep', rep, leadId, forged: false };
}

/** Whether we wrote it: the sender of our emails, a rep, or anyone at our domain; or it is a copy of one of our emails. */
async function isOurs(
  { db, settings }: ApiDeps,
  mail: IncomingMail,
  key: string | undefined,
  touch: MailedTouch | undefined,
): Promise<boolean> {
  if (mail.said.kind === 'report' || mail.said.kind === 'feedback') return false;
  if (key === undefined) return false;
  if (settings.sender !== undefined && matchingAddress(settings.sender) === key) return true;
  if (await isRepAddress(db, mail.from!)) return true;
  if (await touchByMessageId(db, [mail.messageId])) return true;
  const ourDomains = [settings.sender, touch?.messageId].map((address) => address?.split('@')[1]?.replace(/>$/, ''));
  return touch?.emailKey !== key && ourDomains.includes(mail.from!.split('@')[1]);
}
