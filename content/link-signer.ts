import { createCipheriv, createDecipheriv, createHmac, createSecretKey, timingSafeEqual, type KeyObject } from 'node:crypto';
import { rememberWith } from '../domain/text/remember.ts';
import type { Clock } from '../domain/time/clock.ts';
import { DAY } from '../domain/time/duration.ts';
import { linkKinds, type LinkKind } from '../domain/contact/link-kinds.ts';
import { kindsOf } from '../domain/text/kinds.ts';
import { readShortToken, shortToken } from './short-token.ts';

/** The content of a valid token. `link` is the name of a content's own link. */
export interface SignedLink {
  readonly kind: LinkKind;
  readonly key: string;
  readonly link?: string;
}

export type LinkFault = 'malformed' | 'forged' | 'expired';

export interface LinkSigner {
  /** The public URL, without a slash at the end. */
  readonly publicUrl: string;
  /** The URL of a link in a touch's or a request's email: `<public URL>/<path of the kind>/<token>`. */
  sign(kind: LinkKind, key: string, link?: string): string;
  /** The URL of a link in a touch's text message: the same as `sign('click', …)`, and short. */
  signShort(key: string, link: string): string;
  /** The content of a token, or its fault. */
  verify(token: string): SignedLink | LinkFault;
  /** Encrypts a URL that a link contains. The same URL of the same touch always has the same result. */
  seal(touchKey: string, address: string): string;
  /** The URL that a link contains; undefined if there is none, or if these secrets did not seal it. */
  unseal(touchKey: string, sealed: string | undefined): string | undefined;
  /** The local part of a touch's envelope address, which gets the bounces (VERP): in lower case, and at most 64 characters if names
   *  of tracks have at most 20. */
  signEnvelope(touchKey: string): string;
  /** The touch of an envelope address (with or without its domain), or its fault. */
  verifyEnvelope(address: string): { readonly key: string } | LinkFault;
}

/** The secret is too short to be safe. */
export class LinkSecretTooShort extends Error {
  override readonly name = 'LinkSecretTooShort';
  readonly code = 'linkSecretTooShort';
  readonly retryable = false;
  constructor(length: number) {
    super(`The secret that signs links needs at least 32 characters, got ${length}. Generate one: openssl rand -hex 32`);
  }
}

const MAC_BYTES = 16;
const ENVELOPE_MAC_BYTES = 6; // 48 bits fit; each guess costs an email, and a forged bounce is only dropped
const SECRET_LENGTH = 32;

const kindOfLetter = new Map(kindsOf(linkKinds).map((kind) => [linkKinds[kind].path, kind]));
const tokenPattern = /^([a-z])([0-9a-z]*)\.([\w-]+)\.([\w-]{22})$/;

/**
 * Creates the signer of links and envelope addresses, which signs with HMAC-SHA256 and has no state.
 * @param secrets the first one signs and all of them verify, so that a secret can change while emails are out
 * @param publicUrl without a slash at the end
 * @param clock program time, by which links expire
 * @throws LinkSecretTooShort
 */
export function createLinkSigner(secrets: string | readonly string[], publicUrl: string, clock: Pick<Clock, 'now'>): LinkSigner {
  const keys = [secrets].flat().map(secretKey);
  const [signing = secretKey('')] = keys;
  const today = () => Math.floor(clock.now() / DAY);

  return {
    publicUrl,

    sign(kind, touchKey, link) {
      const spec = linkKinds[kind];
      const expires = spec.days === undefined ? '' : (today() + spec.days).toString(36);
      const subject = Buffer.from(link === undefined ? touchKey : `${touchKey}\n${link}`).toString('base64url');
      const signed = `${spec.path}${expires}.${subject}`;
      return `${publicUrl}/${spec.path}/${signed}.${linkMac(signing, signed)}`;
    },

    signShort: (touchKey, link) => `${publicUrl}/${linkKinds.click.path}/${shortToken(signing, touchKey, link)}`,

    verify(token) {
      const short = token.includes('.') ? undefined : readShortToken(keys, token);
      if (short) return { kind: 'click', ...short };
      const [, letter = '', expires = '', subject = '', given = ''] = tokenPattern.exec(token) ?? [];
      const kind = kindOfLetter.get(letter);
      if (!kind) return 'malformed';
      const signed = token.slice(0, -given.length - 1);
      if (!keys.some((key) => timingSafeEqual(Buffer.from(linkMac(key, signed)), Buffer.from(given)))) return 'forged';
      if (expires && Number.parseInt(expires, 36) < today()) return 'expired';
      const [key = '', link] = Buffer.from(subject, 'base64url').toString().split('\n');
      return link === undefined ? { kind, key } : { kind, key, link };
    },

    seal: (touchKey, address) => sealWith(signing, touchKey, address),

    unseal(touchKey, sealed = '') {
      for (const key of keys) {
        const address = unsealWith(key, touchKey, sealed);
        if (address !== undefined) return address;
      }
      return undefined;
    },

    signEnvelope(touchKey) {
      const [enrolment = '', ...rest] = touchKey.split('/');
      const signed = ['b', packed(enrolment), ...rest.map(lowered)].join('.');
      return `${signed}.${envelopeMac(signing, signed)}`;
    },

    verifyEnvelope(address) {
      const local = address.toLowerCase().replace(/@.*$/s, '');
      const [, signed = '', enrolment = '', rest = '', given = ''] = envelopePattern.exec(local) ?? [];
      if (!signed) return 'malformed';
      if (!keys.some((key) => timingSafeEqual(Buffer.from(envelopeMac(key, signed)), Buffer.from(given)))) return 'forged';
      return { key: [unpacked(enrolment), ...rest.split('.').map(raised)].join('/') };
    },
  };
}

const IV_BYTES = 12;
const TAG_BYTES = 16;
const sealingKey = rememberWith((key: KeyObject): Buffer => createHmac('sha256', key).update('seal').digest());

function sealWith(key: KeyObject, touchKey: string, address: string): string {
  // Derived from the text, so that an email is the same when rendered twice, and different texts have different vectors.
  const iv = createHmac('sha256', key).update(`seal ${touchKey} ${address}`).digest().subarray(0, IV_BYTES);
  const cipher = createCipheriv('aes-256-gcm', sealingKey(key), iv).setAAD(Buffer.from(touchKey));
  const text = Buffer.concat([cipher.update(address, 'utf8'), cipher.final()]);
  return Buffer.concat([iv, cipher.getAuthTag(), text]).toString('base64url');
}

function unsealWith(key: KeyObject, touchKey: string, sealed: string): string | undefined {
  const bytes = Buffer.from(sealed, 'base64url');
  if (bytes.length <= IV_BYTES + TAG_BYTES) return undefined;
  const decipher = createDecipheriv('aes-256-gcm', sealingKey(key), bytes.subarray(0, IV_BYTES), { authTagLength: TAG_BYTES })
    .setAAD(Buffer.from(touchKey))
    .setAuthTag(bytes.subarray(IV_BYTES, IV_BYTES + TAG_BYTES));
  try {
    return Buffer.concat([decipher.update(bytes.subarray(IV_BYTES + TAG_BYTES)), decipher.final()]).toString('utf8');
  } catch {
    return undefined;
  }
}

const envelopePattern = /^(b\.([0-9a-z]{25})\.([^@]+))\.([0-9a-z]{10})$/;

/** A UUID in 25 letters and digits. */
const packed = (uuid: string): string =>
  BigInt(`0x${uuid.replaceAll('-', '')}`)
    .toString(36)
    .padStart(25, '0');

function unpacked(text: string): string {
  const value = text.split('').reduce((sum, digit) => sum * 36n + BigInt(Number.parseInt(digit, 36)), 0n);
  return value
    .toString(16)
    .padStart(32, '0')
    .replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

// Mail servers on the way may change capitals, which names of tracks contain.
const lowered = (text: string): string => text.replaceAll(/[A-Z]/g, (letter) => `=${letter.toLowerCase()}`);
const raised = (text: string): string => text.replaceAll(/=([a-z])/g, (_, letter: string) => letter.toUpperCase());

function secretKey(secret: string): KeyObject {
  if (secret.length < SECRET_LENGTH) throw new LinkSecretTooShort(secret.length);
  return createSecretKey(secret, 'utf8');
}

/** A MAC as text, to compare as text: the unused bits of the last letter must match too, so that a token has one spelling. */
const linkMac = (key: KeyObject, text: string): string =>
  createHmac('sha256', key).update(text).digest().subarray(0, MAC_BYTES).toString('base64url');

// The prefix keeps the two uses of one secret apart.
function envelopeMac(key: KeyObject, text: string): string {
  const bytes = createHmac('sha256', key).update(`envelope ${text}`).digest().subarray(0, ENVELOPE_MAC_BYTES);
  return bytes.readUIntBE(0, ENVELOPE_MAC_BYTES).toString(36).padStart(10, '0');
}
