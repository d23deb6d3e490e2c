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
  /** Real milliseconds for receiving the whole body. */
  readonly within: number;
  /** What the sender of a larger request can do. */
  readonly todo: string;
}

const small = { bytes: 16 * KB, fields: 50, within: 30 * SECOND };

/** What a request may contain, by the kind of its route. The default is `link`. */
export const limits = {
  /** Links in emails, and all routes without a body. */
  link: { ...small, todo: 'Send it without a body.' },
  /** A long message in a Latin script takes half of it. */
  form: { ...small, todo: 'Shorten the message, and send only the fields of the form.' },
  /** One text or report, from the gateway of a channel. */
  text: { ...small, todo: 'Send one text at a time.' },
  /** One email. Its text comes before its attachments. */
  mail: { bytes: 2 * MB, fields: Infinity, within: 30 * SECOND, todo: 'Send only the first 2 MB of the message.' },
  /** Procedures. */
  call: { bytes: 2 * MB, fields: Infinity, within: 30 * SECOND, todo: 'Send files of leads to POST /imports.' },
  /**
   * A file of leads, some 400,000 rows; `TRELLIS_IMPORT_MB` sets another size. The API writes it to disk in chunks and never holds it in
   * memory. A slow upload may take long.
   */
  file: { bytes: 64 * MB, fields: Infinity, within: 1_800 * SECOND, todo: 'Split it, or raise TRELLIS_IMPORT_MB of the API.' },
} as const satisfies Record<string, Limits>;

export type RouteKind = keyof typeof limits;

/** Limits of a connection, whatever its route. */
export const connections = {
  /** Simultaneous connections; each one takes memory. */
  most: 2_000,
  /** Real milliseconds for receiving the headers of a request. */
  head: 10 * SECOND,
  /** Real milliseconds between two requests; longer than in load balancers, so that they close the connection first. */
  idle: 72 * SECOND,
  /** Real milliseconds without any data in either direction. Imports lift this limit, because their answer may take longer. */
  silent: 120 * SECOND,
  /** After this many requests the client reconnects, perhaps to another process. */
  requests: 1_000,
} as const;

/** Applies the limits of a kind to all routes of a scope. Call it before registering the routes. */
export function applyLimits(scope: FastifyInstance, kind: RouteKind): void {
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
    // Something must listen at all times, even if the route does not read its body.
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

/** The kind of the route of a request. */
export const kindOf = ({ routeOptions }: FastifyRequest): RouteKind => routeOptions.config?.kind ?? 'link';

/** A size in words. */
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
    new Refusal('TIMEOUT', `The request did not arrive completely within ${within / SECOND} seconds.`, {
      code: 'tooSlow',
      value: within / SECOND,
      todo: 'Send it again over a faster connection.',
    }),
  type: (kind: RouteKind) =>
    new Refusal('UNSUPPORTED_MEDIA_TYPE', 'This route does not accept a body of this type.', {
      code: 'typeUnknown',
      todo: kind === 'call' ? 'Send application/json.' : 'Send application/json or application/x-www-form-urlencoded.',
    }),
};

/** Translates fastify's errors about limits into our refusals. */
export function overLimit({ code }: { readonly code?: string }, kind: RouteKind): Refusal | undefined {
  if (code === 'FST_ERR_CTP_BODY_TOO_LARGE') return refusals.large(limits[kind]);
  return code === 'FST_ERR_CTP_INVALID_MEDIA_TYPE' ? refusals.type(kind) : undefined;
}
