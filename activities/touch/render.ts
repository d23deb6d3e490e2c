import { createHash } from 'node:crypto';
import type { ContentEntry } from '../../content/entry.ts';
import type { LinkSigner } from '../../content/link-signer.ts';
import type { RenderedEmail, RenderValues } from '../../content/render.ts';
import { withoutSender } from '../../content/sender-line.ts';
import type { TouchFacts } from '../../db/touches/touch-facts.ts';
import { validConsent } from '../../domain/contact/consent.ts';
import { fromLine } from '../../domain/contact/from-line.ts';
import type { Instant } from '../../domain/time/clock.ts';
import { isHarmlessName } from '../../domain/people/harmless-name.ts';
import type { AnyTouchOrder } from '../contract.ts';
import type { Deps, Settings } from '../deps.ts';
import { phrase } from './mail-header.ts';
import type { OutgoingEmail } from './mailer.ts';
import { own } from '../../domain/text/own.ts';

export interface ReadyEmail {
  readonly rendered: RenderedEmail;
  readonly email: OutgoingEmail;
}

/** Renders the email of a touch. The same order gives the same email, with the same Message-ID. */
export function render(deps: Deps, order: AnyTouchOrder, facts: TouchFacts, entry: ContentEntry, date: Instant): ReadyEmail {
  const { settings, renderer, links } = deps;
  const { sender } = settings;
  const rep = entry.from === 'rep' ? facts.rep : null;
  const used: Record<string, string> = {};
  const touch = { key: order.key, sealed: links.seal(order.key, facts.email) };
  const linkFor = (name: string): string => (used[name] ??= signLink(links, touch, entry, name));
  const messageId = messageIdOf(order.key, sender.domain);
  const values = valuesOf(deps, order, facts, messageId, date);
  const rendered = renderer.render(order.content, order.personas, values, linkFor, {
    leadId: order.leadId,
    decided: facts.decidedSubject,
  });
  const email: OutgoingEmail = {
    key: order.key,
    messageId,
    envelopeFrom: `${links.signEnvelope(order.key)}@${sender.domain}`,
    ...fromLine(sender, rep),
    to: { name: [facts.firstName, facts.lastName].map(harmless).filter(Boolean).join(' '), address: facts.email },
    date,
    subject: rendered.subject,
    html: rendered.html,
    text: rendered.text,
    attachments: rendered.attachments,
    headers: listHeaders(order, sender, linkFor('unsubscribe')),
    links: used,
  };
  return { rendered, email };
}

/** What fills the placeholders of a message. */
export const valuesOf = (
  { policy, settings: { sender, publicUrl } }: Deps,
  { variables }: AnyTouchOrder,
  facts: TouchFacts,
  messageId: string,
  at: Instant,
): RenderValues => ({
  lead: {
    firstName: harmless(facts.firstName),
    company: harmless(facts.company),
    timeZone: facts.zone,
    country: facts.country,
    fields: facts.fields,
  },
  rep: facts.rep ?? { name: sender.name, title: null, phone: null },
  consent: validConsent(policy.consent, facts.consents, 'marketing', at),
  sender: { name: sender.name, address: withoutSender(sender.postalAddress, sender.name) },
  pictures: `${publicUrl}/i`,
  message: { id: messageId.slice(1, -1), at },
  variables,
});

/** A stranger may have typed the name. If it reads like a message, it is left out. */
const harmless = (name: string | null): string | null => (name !== null && isHarmlessName(name) ? name : null);

/** The unsubscribe and preferences links also contain the address, so that they work even if the touch is no longer known. */
function signLink(
  links: LinkSigner,
  { key, sealed }: { key: string; sealed: string },
  entry: ContentEntry,
  name: string,
): string {
  if (name === 'pixel') return links.sign('open', key);
  if (name === 'unsubscribe' || name === 'preferences') return links.sign(name, key, sealed);
  const link = own(entry.links, name);
  return links.sign(link && 'answer' in link ? 'answer' : 'click', key, name);
}

/** Deterministic, so that most email clients show a duplicate only once. */
export const messageIdOf = (key: string, domain: string): string =>
  `<${createHash('sha256').update(key).digest('hex').slice(0, 32)}@${domain}>`;

/** One header each; both are signed (RFC 8058). Feedback-ID has at most four parts; the last one names the sender. */
const listHeaders = (
  { campaignId, content, track }: AnyTouchOrder,
  { name, domain }: Settings['sender'],
  unsubscribe: string,
) => ({
  'List-Unsubscribe': `<${unsubscribe}>`,
  'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
  'List-Id': `${phrase(name)} <mails.${domain}>`,
  'Feedback-ID': `${campaignId}:${content}:${track}:trellis`,
});
