import type { FastifyInstance } from 'fastify';
import type { ApiDeps } from '../procedures/context.ts';
import { healthOf } from '../health/health.ts';

/**
 * `GET /health`: 200 while the database accepts writes, so that nothing that arrives is lost. It returns only states; details are for
 * admins (`ops.health`).
 */
export function healthRoute(app: FastifyInstance, deps: ApiDeps): void {
  app.get('/health', async (_, reply) => {
    const { status, parts } = await healthOf(deps);
    const states = Object.fromEntries(Object.entries(parts).map(([part, { state }]) => [part, state]));
    await reply.code(status === 'down' ? 503 : 200).send({ status, ...states });
  });
}
