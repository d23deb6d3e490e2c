import { displayName, unstructured } from './mail-header.ts';
import type { Mailbox, OutgoingEmail } from './mailer.ts';

/** Only the part before the @ matters: domains are sent in their ASCII form. */
export const needsSmtpUtf8 = ({ to, from, replyTo }: OutgoingEmail): boolean =>
  [to, from, ...(replyTo ?? [])].some(({ address }) => /[^ -~]/.test(address.slice(0, address.lastIndexOf('@'))));

/** Recipients are passed as objects: nodemailer parses a string as a list of addresses, and the string may come from outside. */
export const messageOf = ({ from, replyTo, to, envelopeFrom, ...email }: OutgoingEmail) => ({
  from: mailbox(from),
  replyTo: replyTo?.map(mailbox),
  to: mailbox(to),
  envelope: { from: envelopeFrom, to: to.address },
  messageId: email.messageId,
  date: new Date(email.date),
  text: email.text,
  html: email.html,
  attachments: [...(email.attachments ?? [])],
});

const mailbox = ({ name, address }: Mailbox): Mailbox => ({ name: displayName(name), address });

/** `prepared` headers are sent unchanged. Folding would break a long address, and encoded words are already folded. */
export const preparedHeaders = ({ headers, subject }: OutgoingEmail): Record<string, Prepared> => ({
  Subject: { prepared: true, foldLines: true, value: unstructured(subject) },
  ...Object.fromEntries(
    Object.entries(headers).map(([name, value]): [string, Prepared] => [
      name,
      { prepared: true, foldLines: value.includes('=?'), value },
    ]),
  ),
});

interface Prepared {
  readonly prepared: true;
  readonly foldLines: boolean;
  readonly value: string;
}
