import type { FastifyInstance } from 'fastify';
import { contentSecurityPolicy } from '../pages/pages.ts';

const DAY_SECONDS = 86_400;

/**
 * Headers of every answer. Nobody keeps it, reads it as another type, shows it in a frame or finds it by a search, and the
 * token in the address goes to no other site.
 */
const standardHeaders = {
  'cache-control': 'no-store',
  'content-security-policy': contentSecurityPolicy,
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-robots-tag': 'noindex',
} as const;

/** Gives every answer its headers; a route may set others. @param publicUrl where browsers reach us */
export function protectAnswers(app: FastifyInstance, publicUrl: string): void {
  const overTls = publicUrl.startsWith('https:');
  const headers = {
    ...standardHeaders,
    ...(overTls && { 'strict-transport-security': `max-age=${365 * DAY_SECONDS}` }),
  };
  app.addHook('onRequest', async (_, reply) => void reply.headers(headers));
}
