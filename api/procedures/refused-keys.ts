import type { FastifyInstance } from 'fastify';
import { MINUTE } from '../../domain/time/duration.ts';
import { standardRates } from '../edge/rates.ts';

/**
 * Wrong keys in a minute that are more than a slip: an attack, or a machine that was forgotten when keys changed. It equals what a
 * network may send before it is slowed down.
 */
const MANY = standardRates.wrongKey.most;

/** Logs a warning once while many keys are refused; each refusal also has a line of its own. */
export function warnOfManyRefusedKeys(app: FastifyInstance): void {
  let since = 0;
  let count = 0;
  app.addHook('onResponse', async ({ headers, ip }, { statusCode }) => {
    if (statusCode !== 401 || headers.authorization === undefined) return;
    const now = performance.now();
    // Each refusal restarts the minute, so that one attack gives one warning.
    if (now - since > MINUTE) count = 0;
    since = now;
    count++;
    if (count === MANY) app.log.warn({ count, lastFrom: ip }, 'Many requests are being refused because of their keys.');
  });
}
