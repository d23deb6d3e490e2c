import { buttonLink, escaped as html, fineprint, pageOf, paragraph, type PlainEmail } from './plain-email.ts';
import { withoutSender } from './sender-line.ts';

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

const dates = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' });

/**
 * The email that asks the owner of an address whether a request is theirs. It contains no words of a visitor, no offer and no
 * picture: the recipient may never have heard of the company.
 */
export function confirmationEmail({ askedFor, expiresAt, isReminder, sender, link }: ConfirmationValues): PlainEmail {
  const subject = `${isReminder ? 'Reminder: please' : 'Please'} confirm your request`;
  const asked = `Someone entered this address in a form and asked ${sender.name} ${askedFor}. Was it you?`;
  const again = isReminder ? 'we will not ask again' : 'we will remind you once';
  const otherwise = `If it was not you, you don’t need to do anything: ${again}, and will not use your address for anything else.`;
  const ends = `The link works until ${dates.format(expiresAt)}.`;
  const why = 'You are getting this email because somebody filled in a form with your address.';
  const from = `${sender.name}, ${withoutSender(sender.postalAddress, sender.name)}`;
  return {
    subject,
    text: [asked, `Confirm your request: ${link}`, ends, otherwise, '--', why, from].join('\n\n') + '\n',
    html: pageOf(subject, [
      paragraph(html(asked)),
      buttonLink(link, 'Confirm your request'),
      paragraph(html(ends)),
      paragraph(html(otherwise)),
      fineprint(`${html(why)}<br>${html(from)}`),
    ]),
  };
}
