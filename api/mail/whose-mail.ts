import { requestOfEmail, type AskedRequest } from '../../db/contact/confirmation-emails.ts';
import { leadByAddress, type LeadRow } from '../../db/leads/leads.ts';
import { isRepAddress } from '../../db/staff/reps.ts';
import { touchByKey, touchByMessageId, type MailedTouch } from '../../db/touches/touch-of-mail.ts';
import { isPlausibleAddress, matchingAddress } from '../../domain/people/address.ts';
import type { ApiDeps } from '../procedures/context.ts';
import { isAuthenticated } from './authenticate.ts';
import type { IncomingMail } from './read-mail.ts';

/** Who wrote a message, and about which email of ours. */
export interface Whose {
  /** `lead`: it is certain. `claimsToBeLead`: only its `From` says so. `somebody`: anybody else. */
  readonly writer: 'ours' | 'lead' | 'claimsToBeLead' | 'somebody';
  readonly touch?: MailedTouch | undefined;
  /** Or the request about which our email asks. */
  readonly request?: AskedRequest | undefined;
  /** The lead whose address it came from, or whose email it is about. */
  readonly leadId?: string | undefined;
  /** Its envelope address is ours in form, and we never signed it. */
  readonly forged: boolean;
}

/**
 * Whose message it is: the touch or request by the envelope's address (VERP), then by the messages that it names; the lead by
 * their address in the thread of that email. An address alone proves nothing, unless its domain vouches for it.
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
  const touch = forged ? undefined : ((signed && (await touchByKey(db, signed.key))) ?? (await touchByMessageId(db, mail.about)));
  const key = mail.from !== undefined && isPlausibleAddress(mail.from) ? matchingAddress(mail.from) : undefined;
  if (await isOurs(deps, mail, key, touch)) return { writer: 'ours', touch, leadId: touch?.leadId, forged };
  const lead: LeadRow | undefined = key === undefined ? undefined : await leadByAddress(db, key);
  if (touch) return { writer: key === touch.emailKey ? 'lead' : 'somebody', touch, leadId: touch.leadId, forged };
  const request = forged ? undefined : await requestOfEmail(db, signed?.key, mail.about);
  if (request) {
    const asked = await leadByAddress(db, request.emailKey);
    return { writer: asked && asked.id === lead?.id ? 'lead' : 'somebody', request, leadId: asked?.id, forged };
  }
  if (!lead) return { writer: 'somebody', forged };
  const proven = raw !== null && (await isAuthenticated({ raw, mail, authservId: settings.authservId, resolver }));
  return { writer: proven ? 'lead' : 'claimsToBeLead', leadId: lead.id, forged };
}

/** We wrote it: the sender of our emails, a rep, or somebody else at the domain that our emails come from; or it is a copy of one. */
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
