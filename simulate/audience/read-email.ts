import type { Email } from './email.ts';

/** A message as the inbox serves it. */
export interface InboxMail {
  readonly id: number;
  readonly at: number;
  readonly envelope: { readonly from: string; readonly to: readonly string[] };
  readonly subject: string;
  readonly messageId: string;
  readonly headers: readonly { readonly name: string; readonly value: string }[];
  readonly text: string;
  readonly html: string;
  readonly links: readonly { readonly url: string; readonly text: string }[];
}

/**
 * Reads a message as its reader does: what it is about, and where its links lead. Undefined if no program sent it.
 * @param nth how many emails the reader has received, including this one
 */
export function readEmail(mail: InboxMail, nth: number): Email | undefined {
  const header = (name: string): string => mail.headers.find((one) => one.name === name)?.value ?? '';
  const [, content = '', track = '', sender] = header('feedback-id').split(':');
  if (sender !== 'trellis' || content === 'confirmation') return undefined;
  const pixel = /<img[^>]+src="([^"]+\/o\/[^"]+)"/.exec(mail.html)?.[1];
  const preferences = mail.links.find(({ url }) => /\/p\/[^/]+$/.test(url))?.url;
  const unsubscribe = /<([^>]+)>/.exec(header('list-unsubscribe'))?.[1];
  return {
    content,
    track,
    at: mail.at,
    nth,
    to: mail.envelope.to[0] ?? '',
    from: header('from'),
    replyTo: addressIn(header('reply-to')) ?? addressIn(header('from')) ?? '',
    subject: mail.subject,
    messageId: mail.messageId,
    envelopeFrom: mail.envelope.from,
    text: mail.text,
    html: mail.html,
    addresses: [...new Set([...mail.links.map(({ url }) => url).filter(isOurs), ...(unsubscribe ? [unsubscribe] : [])])],
    links: Object.fromEntries(mail.links.flatMap(({ url }) => named(url))),
    unsubscribe,
    preferences,
    pixel: pixel?.replaceAll('&amp;', '&'),
  };
}

/** Whether a URL leads to Trellis: those end with a signed token. */
const isOurs = (url: string): boolean => /\/[a-z]\/[a-z][0-9a-z]*\.[\w-]+\.[\w-]+$/.test(url);

/** The link that confirms a filled-in form; undefined if the message does not ask for a confirmation. */
export const confirmationLink = ({ links }: InboxMail): string | undefined =>
  links.find(({ url }) => /\/y\/[^/]+$/.test(url))?.url;

const addressIn = (text: string): string | undefined => /<([^>]+)>/.exec(text)?.[1] ?? (text.trim() || undefined);

/** The name of a link, which the signed part of its URL contains in clear text. */
function named(url: string): [name: string, url: string][] {
  const [, subject] = /\/[ca]\/[a-z][0-9a-z]*\.([\w-]+)\.[\w-]+$/.exec(url) ?? [];
  const [, name] = subject === undefined ? [] : Buffer.from(subject, 'base64url').toString().split('\n');
  return name === undefined ? [] : [[name, url]];
}
