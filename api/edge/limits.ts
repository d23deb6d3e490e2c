import type { FastifyInstance, FastifyRequest } from 'fastify';
import { Refusal } from '../procedures/refusal.ts';

const KB = 1024;
const MB = 1024 * KB;
const SECOND = 1_000;

export interface Limits {
  /** Of a body. */
  readonly bytes: number;
  /** Of a form or an object. */
  readonly fields: number;
  /** Real milliseconds until the whole body is here. */
  readonly within: number;
  /** What somebody can do whose request is larger. */
  readonly todo: string;
}

const small = { bytes: 16 * KB, fields: 50, within: 30 * SECOND };

/** What a request may bring, by the kind of its route. What declares no kind is a link. */
export const limits = {
  /** Links in emails, and everything that nobody sends a body to. */
  link: { ...small, todo: 'Send it without a body.' },
  /** A long message in a Latin script is half of it. */
  form: { ...small, todo: 'Shorten the message, and send nothing but the fields of the form.' },
  /** One email. Its text comes before what is attached. */
  mail: { bytes: 2 * MB, fields: Infinity, within: 30 * SECOND, todo: 'Send the first 2 MB of the message.' },
  /** Procedures. */
  call: { bytes: 2 * MB, fields: Infinity, within: 30 * SECOND, todo: 'Send files of leads to POST /imports.' },
  /**
   * A file of leads, some 400,000 rows; `TRELLIS_IMPORT_MB` says another size. The API writes it to disk in chunks and never holds it in
   * memory; a slow upload takes long.
   */
  file: { bytes: 64 * MB, fields: Infinity, within: 1_800 * SECOND, todo: 'Split it, or raise TRELLIS_IMPORT_MB of the API.' },
} as const satisfies Record<string, Limits>;

export type RouteKind = keyof typeof limits;

/** What a server allows a connection, whichever route it asks for. */
export const connections = {
  /** Open connections at the same time; each one takes memory. */
  most: 2_000,
  /** Real milliseconds until the head of a request is here. */
  head: 10 * SECOND,
  /** Real milliseconds between two requests: longer than load balancers keep theirs, so that they close first. */
  idle: 72 * SECOND,
  /** Real milliseconds in which nothing moves, neither way. An import's answer may take longer, and lifts it. */
  silent: 120 * SECOND,
  /** After so many requests the client connects again: maybe to another process. */
  requests: 1_000,
} as const;

/** Holds all routes of a scope to the limits of their kind. Call it before the routes are registered. */
export function holdTo(scope: FastifyInstance, kind: RouteKind): void {
  const { bytes, fields, within } = limits[kind];
  scope.addHook('onRoute', (route) => {
    route.bodyLimit = bytes;
    route.config = { ...route.config, kind };
  });
  scope.addHook('preParsing', (_request, _reply, payload, done) => {
    const tooSlow = () => payload.emit('error', refusals.slow(limits[kind]));
    // The connection keeps the process running, and a request without one must not.
    const timer = setTimeout(tooSlow, within).unref();
    const stop = () => clearTimeout(timer);
    // Somebody listens whenever it comes, also where the route does not read its body.
    payload.on('error', stop).once('end', stop).once('close', stop);
    done(null, payload);
  });
  scope.addHook('preValidation', async ({ body }) => {
    if (typeof body === 'object' && body !== null && !Buffer.isBuffer(body) && Object.keys(body).length > fields)
      throw refusals.fields(limits[kind]);
  });
}

declare module 'fastify' {
  interface FastifyContextConfig {
    readonly kind?: RouteKind;
  }
}

/** The kind of the route that a request asks for. */
export const kindOf = ({ routeOptions }: FastifyRequest): RouteKind => routeOptions.config?.kind ?? 'link';

/** In words. */
export const sizeOf = (bytes: number): string => (bytes < MB ? `${bytes / KB} KB` : `${bytes / MB} MB`);

const refusals = {
  large: ({ bytes, todo }: Limits) =>
    new Refusal('PAYLOAD_TOO_LARGE', `The request is larger than ${sizeOf(bytes)}.`, { code: 'tooLarge', value: bytes, todo }),
  fields: ({ fields, todo }: Limits) =>
    new Refusal('PAYLOAD_TOO_LARGE', `The request has more than ${fields} fields.`, {
      code: 'tooManyFields',
      value: fields,
      todo,
    }),
  slow: ({ within }: Limits) =>
    new Refusal('TIMEOUT', `The request was not complete within ${within / SECOND} seconds.`, {
      code: 'tooSlow',
      value: within / SECOND,
      todo: 'Send it again over a faster line.',
    }),
  type: () =>
    new Refusal('UNSUPPORTED_MEDIA_TYPE', 'The request has a body of a type that is not read here.', {
      code: 'typeUnknown',
      todo: 'Send application/json or application/x-www-form-urlencoded.',
    }),
};

/** What fastify says of a request that is over a limit, in our words. */
export function overLimit({ code }: { readonly code?: string }, kind: RouteKind): Refusal | undefined {
  if (code === 'FST_ERR_CTP_BODY_TOO_LARGE') return refusals.large(limits[kind]);
  return code === 'FST_ERR_CTP_INVALID_MEDIA_TYPE' ? refusals.type() : undefined;
}
