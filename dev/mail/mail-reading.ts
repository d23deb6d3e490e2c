import PostalMime from 'postal-mime';
import { linksIn, type Link } from './mail-links.ts';
import type { EmailStore, MailSummary } from './email-store.ts';

/** A parsed message, as a person or an email client sees it. */
export interface Mail extends MailSummary {
  /** In order, as sent but unfolded; names in lower case. */
  headers: { name: string; value: string }[];
  text: string;
  html: string;
  /** In the order of the HTML part, or without HTML, of the text part. */
  links: Link[];
  attachments: { filename: string; type: string; size: number }[];
}

/** @throws RangeError when the message does not exist */
export async function readMail(store: EmailStore, id: number): Promise<Mail> {
  const raw = await store.raw(id);
  const summary = store.get(id) as MailSummary; // `raw` throws if it does not exist
  const email = await PostalMime.parse(new Uint8Array(raw));
  const text = email.text ?? '';
  const html = email.html ?? '';
  return {
    ...summary,
    headers: email.headers.map(({ key, value }) => ({ name: key, value })),
    text,
    html,
    links: linksIn(html, text),
    attachments: email.attachments.map(({ filename, mimeType, content }) => ({
      filename: filename ?? '',
      type: mimeType,
      size: typeof content === 'string' ? content.length : content.byteLength,
    })),
  };
}
