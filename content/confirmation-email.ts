import Handlebars from 'handlebars';
import { withoutSender } from './sender-line.ts';

const { escapeExpression: html } = Handlebars;

export interface ConfirmationValues {
  /** What the request asks for, in the app's words: `for a demo`. */
  readonly askedFor: string;
  /** When the request ends. */
  readonly expiresAt: Date;
  readonly isReminder: boolean;
  readonly sender: { readonly name: string; readonly postalAddress: string };
  /** The signed URL of the page that asks for the confirmation. */
  readonly link: string;
}

export interface ConfirmationEmail {
  readonly subject: string;
  readonly html: string;
  readonly text: string;
}

const dates = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' });

/**
 * The email that asks the owner of an address whether a request is theirs. It contains no words of a visitor, no offer and no
 * picture: the recipient may never have heard of the company.
 */
export function confirmationEmail({ askedFor, expiresAt, isReminder, sender, link }: ConfirmationValues): ConfirmationEmail {
  const subject = `${isReminder ? 'Reminder: please' : 'Please'} confirm your request`;
  const asked = `Someone gave this address and asked ${sender.name} ${askedFor}. Was it you?`;
  const again = isReminder ? 'we do not ask again' : 'we remind you once';
  const otherwise = `If it was not you, you need not do anything: ${again}, and do not use your address for anything else.`;
  const ends = `The link works until ${dates.format(expiresAt)}.`;
  const why = 'You get this email because a form was filled in with your address.';
  const from = `${sender.name}, ${withoutSender(sender.postalAddress, sender.name)}`;
  return {
    subject,
    text: [asked, `Confirm your request: ${link}`, ends, otherwise, '--', why, from].join('\n\n') + '\n',
    html: pageOf(subject, [
      paragraph(html(asked)),
      `<p style="margin:28px 0"><a href="${html(link)}" style="${button}">Confirm your request</a></p>`,
      paragraph(html(ends)),
      paragraph(html(otherwise)),
      `<p style="margin:32px 0 0;font-size:13px;color:#6d7378">${html(why)}<br>${html(from)}</p>`,
    ]),
  };
}

const button =
  'display:inline-block;padding:14px 26px;border-radius:6px;background:#0f5c55;color:#ffffff;font-weight:600;text-decoration:none';

const paragraph = (text: string): string => `<p style="margin:0 0 16px">${text}</p>`;

const pageOf = (title: string, parts: readonly string[]): string =>
  `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">` +
  `<meta name="color-scheme" content="light"><title>${html(title)}</title></head>` +
  `<body style="margin:0;padding:24px 16px;background:#ffffff;color:#23282d;font:16px/1.6 -apple-system,'Segoe UI',Helvetica,Arial,sans-serif">` +
  `<div style="max-width:520px;margin:0 auto">${parts.join('\n')}</div></body></html>`;
