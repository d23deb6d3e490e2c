import type { Letter } from './letter.ts';
import { commonHeaders, encodedWord, multipartMessage, type RawMail } from './mime.ts';

/** How a mail program sets an answer and the email below it. */
type Client = (letter: Letter, words: string) => { readonly text: string; readonly html: string };

const quoted = (text: string): string => text.replaceAll(/^/gm, '> ');
const day = ({ at }: Letter, language: string): string =>
  new Date(at).toLocaleDateString(language, { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' });
const asHtml = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('\n', '<br>');

/** The mail programs that the audience writes with. Each quotes our whole email, footer included. */
export const mailClients = {
  gmail: (letter, words) => {
    const attribution = `On ${day(letter, 'en-GB')} at 10:00, ${letter.from} wrote:`;
    return {
      text: `${words}\n\n${attribution}\n\n${quoted(letter.text)}`,
      html: `<div dir="ltr">${asHtml(words)}</div><br><div class="gmail_quote gmail_quote_container"><div dir="ltr" class="gmail_attr">${asHtml(attribution)}<br></div><blockquote class="gmail_quote" style="margin:0px 0px 0px 0.8ex;border-left:1px solid rgb(204,204,204);padding-left:1ex">${letter.html}</blockquote></div>`,
    };
  },
  /** A German Outlook: headers instead of quotation marks, and nothing in front of our lines. */
  outlook: (letter, words) => {
    const block = [
      ['Von', letter.from],
      ['Gesendet', day(letter, 'de-DE')],
      ['An', letter.to],
      ['Betreff', letter.subject],
    ] as const;
    return {
      text: `${words}\n\n${block.map(([name, value]) => `${name}: ${value}`).join('\n')}\n\n${letter.text}`,
      html: `<div class="WordSection1"><p class="MsoNormal">${asHtml(words)}</p><div style="border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0cm 0cm 0cm"><p class="MsoNormal">${block.map(([name, value]) => `<b>${name}:</b> ${asHtml(value)}`).join('<br>')}</p></div>${letter.html}</div>`,
    };
  },
  appleMail: (letter, words) => {
    const attribution = `On ${day(letter, 'en-US')}, ${letter.from} wrote:`;
    return {
      text: `${words}\n\nSent from my iPhone\n\n> ${attribution}\n> \n${quoted(letter.text)}`,
      html: `<html><body>${asHtml(words)}<br id="lineBreakAtBeginningOfSignature"><div dir="ltr">Sent from my iPhone</div><div dir="ltr"><br><blockquote type="cite">${asHtml(attribution)}<br><br></blockquote></div><blockquote type="cite"><div dir="ltr">${letter.html}</div></blockquote></body></html>`,
    };
  },
} as const satisfies Record<string, Client>;

export type MailClient = keyof typeof mailClients;

/** An answer to a letter, in the reader's words, as their mail program sends it: as text and as HTML, with the letter below. */
export function replyTo(letter: Letter, { text: words, client }: { text: string; client: MailClient }, at: number): RawMail {
  const { text, html } = mailClients[client](letter, words);
  return {
    to: letter.replyTo,
    raw: multipartMessage(
      {
        ...commonHeaders(letter, 'reply', at),
        From: letter.to,
        To: letter.replyTo,
        Subject: encodedWord(`Re: ${letter.subject}`),
        'In-Reply-To': letter.messageId,
        References: letter.messageId,
      },
      'alternative',
      [
        ['text/plain; charset=utf-8\nContent-Transfer-Encoding: 8bit', text],
        ['text/html; charset=utf-8\nContent-Transfer-Encoding: 8bit', html],
      ],
    ),
  };
}
