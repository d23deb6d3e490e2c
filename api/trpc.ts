import { fastifyTRPCPlugin, type FastifyTRPCPluginOptions } from '@trpc/server/adapters/fastify';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { principalOfRequest } from './edge/principals.ts';
import type { ChangeFeed } from './live/change-feed.ts';
import type { ApiDeps, Context } from './procedures/context.ts';
import { appRouter, contextOf, type AppRouter } from './router.ts';

/** Calls in one request of a client that batches them. */
const MOST_CALLS = 20;

/** Every procedure below `/trpc`. */
export async function trpcRoutes(app: FastifyInstance, deps: ApiDeps, changes: ChangeFeed): Promise<void> {
  const options: FastifyTRPCPluginOptions<AppRouter>['trpcOptions'] = {
    router: appRouter,
    maxBatchSize: MOST_CALLS,
    // Queries may be posted, too, so that their input stays out of the URLs that proxies log.
    allowMethodOverride: true,
    createContext: ({ req }): Context =>
      contextOf({
        ...deps,
        principal: principalOfRequest(req),
        idempotencyKey: [req.headers['idempotency-key']].flat()[0],
        ip: req.ip,
        changes,
      }),
  };
  await app.register(fastifyTRPCPlugin, { prefix: '/trpc', trpcOptions: options });
}

/** The procedures that a request calls. The log contains a name from outside only if it is one of ours. */
export const proceduresOf = ({ params }: FastifyRequest): string =>
  (params as { path?: string })
    .path!.split(',')
    .map((path) => (Object.hasOwn(appRouter._def.procedures, path) ? path : 'unknown'))
    .join(',');
