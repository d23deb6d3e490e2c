import { createHmac, timingSafeEqual, type KeyObject } from 'node:crypto';

const UUID_BYTES = 16;
const MAC_BYTES = 8; // 64 bits; each guess costs a request, and a hit shows a page of ours

/** A signed token in about 45 characters, without a dot: the link of a touch, short enough for a text message. It never expires. */
export function shortToken(key: KeyObject, touchKey: string, link: string): string {
  const [enrolment = '', ...rest] = touchKey.split('/');
  const subject = Buffer.concat([Buffer.from(enrolment.replaceAll('-', ''), 'hex'), Buffer.from(`${rest.join('/')}\n${link}`)]);
  return Buffer.concat([subject, macOf(key, subject)]).toString('base64url');
}

/** What a short token contains; undefined unless one of the keys signed it. */
export function readShortToken(keys: readonly KeyObject[], token: string): { key: string; link: string } | undefined {
  const bytes = Buffer.from(token, 'base64url');
  if (bytes.length <= UUID_BYTES + MAC_BYTES || bytes.toString('base64url') !== token) return undefined;
  const [subject, mac] = [bytes.subarray(0, -MAC_BYTES), bytes.subarray(-MAC_BYTES)];
  if (!keys.some((key) => timingSafeEqual(macOf(key, subject), mac))) return undefined;
  const enrolment = subject.toString('hex', 0, UUID_BYTES).replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
  const [rest = '', link = ''] = subject.toString('utf8', UUID_BYTES).split('\n');
  return { key: `${enrolment}/${rest}`, link };
}

const macOf = (key: KeyObject, subject: Buffer): Buffer =>
  createHmac('sha256', key).update('short ').update(subject).digest().subarray(0, MAC_BYTES);
