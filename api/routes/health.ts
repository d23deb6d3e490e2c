import type { FastifyInstance } from 'fastify';
import type { ApiDeps } from '../procedures/context.ts';
import { healthOf } from '../health/health.ts';

/**
 * `GET /health`: 200 while the database can be written to: then nothing that comes in is lost. It tells states only; the rest
 * is for admins (`ops.health`).
 */
export const healthRoute = (app: FastifyInstance, deps: ApiDeps): void => {
  app.get('/health', async (_, reply) => {
    const { status, parts } = await healthOf(deps);
    const states = Object.fromEntries(Object.entries(parts).map(([part, { state }]) => [part, state]));
    await reply.code(status === 'down' ? 503 : 200).send({ status, ...states });
  });
};
