import { v5 } from 'uuid';
import { recordEngagement, type NewEngagement } from '../../db/engagements.ts';
import { leadByAddress } from '../../db/leads.ts';
import { touchByMessageId, touchOfLink } from '../../db/touch-of-link.ts';
import type { Instant } from '../../domain/clock.ts';
import { isPlausibleAddress, matchingAddress } from '../../domain/address.ts';
import type { ApiDeps } from '../context.ts';
import { readMail, type IncomingMail } from './read-mail.ts';

/** What was done with a mail that came in. */
export type Taken =
  | { readonly status: 'recorded' | 'knownAlready'; readonly kind: IncomingMail['kind']; readonly leadId: string }
  | { readonly status: 'ignored'; readonly because: 'forgedEnvelope' | 'nobodyOfOurs' };

// Any constant will do: the same message gives the same id.
const MAIL = 'c9c2d1ae-5f0e-4b8a-9d53-1f6f1c0d7a11';

/**
 * Takes in a bounce, a complaint or a reply. What nobody of ours sent, or a forged bounce, is ignored.
 * @param envelopeTo the recipient of the envelope, where the mail server tells it
 */
export async function takeMail(deps: ApiDeps, raw: Buffer, envelopeTo: string | undefined): Promise<Taken> {
  const { db, clock, newId, log } = deps;
  const mail = await readMail(raw);
  const source = await sourceOf(deps, mail, envelopeTo);
  if ('because' in source) return { status: 'ignored', because: source.because };
  const at = clock.now();
  const { leadId, touchKey } = source;
  const id = mail.messageId ? v5(`${mail.messageId} ${mail.kind}`, MAIL) : newId();
  const touched = touchKey === undefined ? {} : { touchKey, ...(source.content !== undefined && { content: source.content }) };
  const engagement = { id, leadId, ...touched, ...actOf(mail, at) };
  if (mail.kind === 'bounce' && mail.blame === 'ours')
    log.error(
      { touch: touchKey, status: mail.status },
      'A mail server refuses our mail by its policy: look at the reputation of our domain.',
    );
  const { fresh } = await recordEngagement(db, newId, engagement, at);
  return { status: fresh ? 'recorded' : 'knownAlready', kind: mail.kind, leadId };
}

type Act = Pick<NewEngagement, 'kind' | 'at' | 'verdict' | 'source' | 'reply' | 'bounce' | 'words'>;

function actOf(mail: IncomingMail, at: Instant): Act {
  switch (mail.kind) {
    case 'bounce':
      return { kind: 'bounced', at, verdict: 'unknown', source: `mail/${mail.blame}`, bounce: mail.blame };
    case 'complaint':
      return { kind: 'complained', at, verdict: 'human', source: 'mail' };
    case 'reply': {
      const { reply, subject, body } = mail;
      const verdict = reply === 'automatic' ? 'machine' : 'human';
      return { kind: 'replied', at, verdict, source: 'mail', reply, words: { subject, body } };
    }
  }
}

interface Source {
  readonly leadId: string;
  readonly touchKey?: string;
  readonly content?: string;
}

/** Whose mail it is about: by the envelope's address (VERP), then by the message that it is about, then by who wrote it. */
async function sourceOf(
  { db, links }: ApiDeps,
  mail: IncomingMail,
  envelopeTo: string | undefined,
): Promise<Source | { because: 'forgedEnvelope' | 'nobodyOfOurs' }> {
  const envelopes = [...(envelopeTo === undefined ? [] : [envelopeTo]), ...mail.recipients].map((address) =>
    links.verifyEnvelope(address),
  );
  const signed = envelopes.find((one) => typeof one === 'object');
  if (!signed && envelopes.includes('forged')) return { because: 'forgedEnvelope' };
  const touch = (signed && (await touchOfLink(db, signed.key))) ?? (await touchByMessageId(db, mail.about));
  if (touch) return { leadId: touch.leadId, touchKey: touch.key, content: touch.content };
  // Anybody can write a report about anybody: without a touch of ours, only a reply counts.
  if (mail.kind !== 'reply' || mail.from === undefined || !isPlausibleAddress(mail.from)) return { because: 'nobodyOfOurs' };
  const lead = await leadByAddress(db, matchingAddress(mail.from));
  return lead ? { leadId: lead.id } : { because: 'nobodyOfOurs' };
}
