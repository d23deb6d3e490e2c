import type { FastifyInstance } from 'fastify';
import { contentSecurityPolicy } from '../pages/pages.ts';

const DAY_SECONDS = 86_400;

/**
 * Headers of every answer. They forbid caching, type sniffing, frames and search indexing, and keep the token in the URL from other
 * sites.
 */
const standardHeaders = {
  'cache-control': 'no-store',
  'content-security-policy': contentSecurityPolicy,
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-robots-tag': 'noindex',
} as const;

/** Adds the headers to every answer; a route may override them. @param publicUrl the URL that browsers use */
export function protectAnswers(app: FastifyInstance, publicUrl: string): void {
  const hasTls = publicUrl.startsWith('https:');
  const hsts = { 'strict-transport-security': `max-age=${365 * DAY_SECONDS}` };
  app.addHook('onRequest', async ({ protocol }, reply) => {
    // A proxy in a private network says whether the browser came over TLS.
    void reply.headers({ ...standardHeaders, ...((hasTls || protocol === 'https') && hsts) });
  });
}
