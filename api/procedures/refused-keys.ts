import type { FastifyInstance } from 'fastify';
import { MINUTE } from '../../domain/time/duration.ts';
import { standardRates } from '../edge/rates.ts';

/**
 * Wrong keys in a minute that are no slip any more: somebody tries, or a machine was forgotten when keys were changed. As many as
 * a network may send before it is slowed.
 */
const MANY = standardRates.wrongKey.most;

/** Says once, while keys are refused in numbers, that they are; each of them has a line of its own. */
export function warnOfManyRefusedKeys(app: FastifyInstance): void {
  let since = 0;
  let count = 0;
  app.addHook('onResponse', async ({ headers, ip }, { statusCode }) => {
    if (statusCode !== 401 || headers.authorization === undefined) return;
    const now = performance.now();
    // The minute begins anew while they go on, so that one attack is one warning.
    if (now - since > MINUTE) count = 0;
    since = now;
    count++;
    if (count === MANY) app.log.warn({ count, lastFrom: ip }, 'Many requests come with keys that are refused.');
  });
}
