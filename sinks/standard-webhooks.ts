import { createHmac } from 'node:crypto';
import { BadSink } from './sink.ts';

export interface Signed {
  readonly id: string;
  /** Real seconds since the epoch. */
  readonly timestamp: number;
  readonly body: string;
}

const SECRET = /^whsec_([A-Za-z0-9+/]+=*)$/;
/** Bytes, as Standard Webhooks has them. */
const LENGTH = { least: 24, most: 64 };

/** The key of a secret. @throws BadSink that does not quote the secret */
export function keyOf(secret: string): Buffer {
  const key = Buffer.from(SECRET.exec(secret)?.[1] ?? '', 'base64');
  if (key.length < LENGTH.least || key.length > LENGTH.most)
    throw new BadSink('secret: expected whsec_ and 24 to 64 random bytes in base64: echo whsec_$(openssl rand -base64 32)');
  return key;
}

/** The headers of a signed message, by the specification Standard Webhooks 1.0: one signature for each key. */
export const signedHeaders = ({ id, timestamp, body }: Signed, keys: readonly Buffer[]): Record<string, string> => ({
  'webhook-id': id,
  'webhook-timestamp': String(timestamp),
  'webhook-signature': keys
    .map((key) => `v1,${createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64')}`)
    .join(' '),
});
