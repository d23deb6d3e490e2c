import type { Mailbox, OutgoingEmail } from '../../activities/touch/mailer.ts';
import type { InboxMail } from '../../simulate/audience/read-email.ts';

/** An email as its reader's inbox shows it. */
export const received = (mail: OutgoingEmail, id: number): InboxMail => ({
  id,
  at: mail.date,
  envelope: { from: mail.envelopeFrom, to: [mail.to.address] },
  subject: mail.subject,
  messageId: mail.messageId,
  headers: [
    { name: 'from', value: withName(mail.from) },
    { name: 'reply-to', value: mail.replyTo?.map(withName).join(', ') ?? '' },
    ...Object.entries(mail.headers).map(([name, value]) => ({ name: name.toLowerCase(), value })),
  ],
  text: mail.text,
  html: mail.html,
  links: Object.entries(mail.links).map(([text, url]) => ({ text, url })),
});

const withName = ({ name, address }: Mailbox): string => `${name} <${address}>`;
