import { randomUUID } from 'node:crypto';
import type { Settings } from '../activities/deps.ts';
import type { OutgoingEmail } from '../activities/touch/mailer.ts';
import { messageIdOf } from '../activities/touch/render.ts';
import type { SignInEmail } from '../api/procedures/context.ts';
import { buttonLink, escaped, fineprint, pageOf, paragraph } from '../content/plain-email.ts';

const kinds = {
  link: {
    subject: 'Sign in to Trellis',
    text: 'This link signs you in. It works once, for ten minutes, in the browser in which you asked for it.',
    label: 'Sign in',
    otherwise: 'If you did not ask for it, ignore this email: without your browser, the link does nothing.',
  },
  invitation: {
    subject: 'You may sign in to Trellis',
    text: 'You are invited to Trellis. Give your address on this page, and it sends you a link that signs you in.',
    label: 'Open the page',
    otherwise: 'If you did not expect this, ask the administrator of Trellis in your company.',
  },
} as const;

/** The email that lets a person of the company sign in. A bounce concerns no lead, so that it has no address of its own for it. */
export function signInEmail({ sender }: Pick<Settings, 'sender'>, { to, link, kind }: SignInEmail, date: number): OutgoingEmail {
  const { subject, text, label, otherwise } = kinds[kind];
  const key = `signin/${randomUUID()}`;
  return {
    key,
    messageId: messageIdOf(key, sender.domain),
    envelopeFrom: sender.address,
    from: { name: `Trellis at ${sender.name}`, address: sender.address },
    to,
    date,
    subject,
    text: `${[text, `${label}: ${link}`, otherwise].join('\n\n')}\n`,
    html: pageOf(subject, [paragraph(escaped(text)), buttonLink(link, label), fineprint(escaped(otherwise))]),
    headers: { 'Auto-Submitted': 'auto-generated' },
    links: { [kind]: link },
  };
}
