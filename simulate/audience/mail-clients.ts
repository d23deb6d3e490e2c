import type { Email } from './email.ts';
import { commonHeaders, encodedWord, multipartMessage, type RawMail } from './mime.ts';

/** How a mail program formats a reply and the email that it quotes. */
type Client = (email: Email, words: string) => { readonly text: string; readonly html: string };

const quoted = (text: string): string => text.replaceAll(/^/gm, '> ');
const day = ({ at }: Email, language: string): string =>
  new Date(at).toLocaleDateString(language, { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' });
const asHtml = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('\n', '<br>');

/** The audience's mail programs. Each quotes the whole email, including the footer. */
export const mailClients = {
  gmail: (email, words) => {
    const attribution = `On ${day(email, 'en-GB')} at 10:00, ${email.from} wrote:`;
    return {
      text: `${words}\n\n${attribution}\n\n${quoted(email.text)}`,
      html: `<div dir="ltr">${asHtml(words)}</div><br><div class="gmail_quote gmail_quote_container"><div dir="ltr" class="gmail_attr">${asHtml(attribution)}<br></div><blockquote class="gmail_quote" style="margin:0px 0px 0px 0.8ex;border-left:1px solid rgb(204,204,204);padding-left:1ex">${email.html}</blockquote></div>`,
    };
  },
  /** A German Outlook: headers above the email, and no marks in front of its lines. */
  outlook: (email, words) => {
    const block = [
      ['Von', email.from],
      ['Gesendet', day(email, 'de-DE')],
      ['An', email.to],
      ['Betreff', email.subject],
    ] as const;
    return {
      text: `${words}\n\n${block.map(([name, value]) => `${name}: ${value}`).join('\n')}\n\n${email.text}`,
      html: `<div class="WordSection1"><p class="MsoNormal">${asHtml(words)}</p><div style="border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0cm 0cm 0cm"><p class="MsoNormal">${block.map(([name, value]) => `<b>${name}:</b> ${asHtml(value)}`).join('<br>')}</p></div>${email.html}</div>`,
    };
  },
  appleMail: (email, words) => {
    const attribution = `On ${day(email, 'en-US')}, ${email.from} wrote:`;
    return {
      text: `${words}\n\nSent from my iPhone\n\n> ${attribution}\n> \n${quoted(email.text)}`,
      html: `<html><body>${asHtml(words)}<br id="lineBreakAtBeginningOfSignature"><div dir="ltr">Sent from my iPhone</div><div dir="ltr"><br><blockquote type="cite">${asHtml(attribution)}<br><br></blockquote></div><blockquote type="cite"><div dir="ltr">${email.html}</div></blockquote></body></html>`,
    };
  },
} as const satisfies Record<string, Client>;

export type MailClient = keyof typeof mailClients;

/** A reply to an email in the reader's words, as their mail program sends it: in text and HTML, with the email below. */
export function replyTo(email: Email, { text: words, client }: { text: string; client: MailClient }, at: number): RawMail {
  const { text, html } = mailClients[client](email, words);
  return {
    to: email.replyTo,
    raw: multipartMessage(
      {
        ...commonHeaders(email, 'reply', at),
        From: email.to,
        To: email.replyTo,
        Subject: encodedWord(`Re: ${email.subject}`),
        'In-Reply-To': email.messageId,
        References: email.messageId,
      },
      'alternative',
      [
        ['text/plain; charset=utf-8\nContent-Transfer-Encoding: 8bit', text],
        ['text/html; charset=utf-8\nContent-Transfer-Encoding: 8bit', html],
      ],
    ),
  };
}
