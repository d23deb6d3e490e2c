import type { Email } from './email.ts';

/** An incoming message, as a mail server passes it to the webhook. */
export interface RawMail {
  /** The envelope recipient. */
  readonly to: string;
  readonly raw: string;
}

type Headers = Readonly<Record<string, string>>;

/** A part of a message: its type, and its text. */
export type Part = readonly [type: string, body: string];

/** A raw message with one part. */
export const plainMessage = (headers: Headers, body: string): string =>
  message({ 'Content-Type': 'text/plain; charset=utf-8', 'Content-Transfer-Encoding': '8bit', ...headers }, body);

const BOUNDARY = '=_parts-of-a-message';

/** A raw message with several parts. @param type such as `alternative` */
export const multipartMessage = (headers: Headers, type: string, parts: readonly Part[]): string =>
  message(
    { ...headers, 'MIME-Version': '1.0', 'Content-Type': `multipart/${type}; boundary="${BOUNDARY}"` },
    [...parts.map(([kind, body]) => `--${BOUNDARY}\nContent-Type: ${kind}\n\n${body}\n`), `--${BOUNDARY}--\n`].join(''),
  );

const message = (headers: Headers, body: string): string =>
  [...Object.entries(headers).map(([name, value]) => `${name}: ${value}`), '', body].join('\n').replaceAll(/\r?\n/g, '\r\n');

/** The headers of every message about an email. @param what distinguishes its id from those of other messages about the email */
export const commonHeaders = (email: Email, what: string, at: number): Record<string, string> => ({
  'Message-ID': `<${what}.${email.messageId.replaceAll(/[<>]/g, '')}>`,
  Date: new Date(at).toUTCString().replace('GMT', '+0000'),
});

/** A text for a header, as an encoded word if it must be one (RFC 2047). */
export const encodedWord = (text: string): string =>
  /^[\x20-\x7e]*$/.test(text) ? text : `=?utf-8?B?${Buffer.from(text).toString('base64')}?=`;

export const domainOf = ({ to }: Email): string => to.slice(to.lastIndexOf('@') + 1);
