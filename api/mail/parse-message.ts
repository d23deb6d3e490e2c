import { convert } from 'html-to-text';
import PostalMime, { type Email } from 'postal-mime';
import { cut } from '../../domain/text/cut.ts';
import { cleanText } from './clean-text.ts';
import { fieldsOf, type Fields } from './fields.ts';
import { htmlOwnWords } from './html-own-words.ts';
import { withoutElement } from './without-element.ts';

/** A message, taken apart and cleaned, but not yet interpreted. */
export interface Message {
  readonly fields: Fields;
  readonly subject: string;
  /** The address in `From`, in lower case. */
  readonly from: string | undefined;
  readonly fromName: string;
  /** The best part with any words, as plain text. */
  readonly text: string;
  /** The same without what the email program marks as the quoted email, for a person's reply. */
  readonly written: string;
  /** The other parts, with their types in lower case. */
  readonly parts: readonly Part[];
}

export interface Part {
  readonly type: string;
  readonly text: string;
}

/** Characters. */
const LONGEST_SUBJECT = 1_000;
const LONGEST_TEXT = 200_000;
/** Bytes of all headers of a message together; more than any email program writes. */
const LONGEST_HEADS = 500_000;
/** The parser takes time for every line, however short. Attachments of 2 MB have fewer lines, and the text comes first. */
const MOST_LINES = 40_000;

/**
 * Takes a raw message (RFC 5322, MIME) apart.
 * @throws what the parser throws: the message nests too deep, or its header is too long
 */
export async function parseMessage(raw: Uint8Array): Promise<Message> {
  const mail = await PostalMime.parse(firstLines(raw), {
    attachmentEncoding: 'utf8',
    forceRfc822Attachments: true,
    maxHeadersSize: LONGEST_HEADS,
  });
  return {
    fields: fieldsOf(mail.headers.map(({ key, value }) => [key, cleanText(value)] as const)),
    subject: cut(cleanText(mail.subject ?? '').trim(), LONGEST_SUBJECT),
    from: mail.from?.address ? cleanText(mail.from.address).toLowerCase() : undefined,
    fromName: cleanText(mail.from?.name ?? ''),
    text: textOf(mail),
    written: hasWords(mail.text) || !mail.html ? textOf(mail) : cleanText(htmlOwnWords(mail.html)),
    // With that encoding, every content is a string.
    parts: mail.attachments.map(({ mimeType, content }) => ({
      type: mimeType.toLowerCase(),
      text: cleanText(cut(content as string, LONGEST_TEXT)),
    })),
  };
}

const LF = 0x0a;

function firstLines(raw: Uint8Array): Uint8Array {
  let end = -1;
  for (let n = 0; n < MOST_LINES; n++) {
    end = raw.indexOf(LF, end + 1);
    if (end === -1) return raw;
  }
  return raw.subarray(0, end + 1);
}

const hasWords = (text = ''): boolean => /[\p{L}\p{N}]/u.test(text);

function textOf({ text, html }: Email): string {
  if (hasWords(text) || !html) return cut(cleanText(text ?? ''), LONGEST_TEXT);
  return cut(cleanText(plainOf(html)).replaceAll('\u00A0', ' '), LONGEST_TEXT);
}

/** Characters of HTML that are read: the time grows with the square of its depth, and the sender's own words come first. */
const LONGEST_HTML = 100_000;

const plainOf = (html: string): string =>
  convert(['style', 'script'].reduce(withoutElement, html).slice(0, LONGEST_HTML), {
    wordwrap: false,
    limits: { maxDepth: 100 },
    selectors: [
      { selector: 'a', options: { ignoreHref: true } },
      { selector: 'img', format: 'skip' },
      { selector: 'blockquote', options: { trimEmptyLines: false } },
      ...['h1', 'h2', 'h3', 'h4', 'h5', 'h6'].map((selector) => ({ selector, options: { uppercase: false } })),
      { selector: 'table', format: 'block' },
    ],
  });
