import fastify, { LogController, type FastifyInstance } from 'fastify';
import type { ApiDeps } from '../procedures/context.ts';
import { COME_BACK_AFTER } from '../procedures/refusal.ts';
import { warnOfManyRefusedKeys } from '../procedures/refused-keys.ts';
import { protectAnswers } from './headers.ts';
import { connections, limits } from './limits.ts';
import { methodsOfRoutes } from './methods.ts';
import { refuse, refuseRoute } from './refuse.ts';

/** Signed tokens are longer than fastify's default limit. */
const LONGEST_TOKEN = 500;

/** A server without routes: what it accepts from anybody, and what each of its answers has. */
export function httpServer(deps: ApiDeps): FastifyInstance {
  // The URL of a public route grants access, so it is not logged.
  const app = fastify({
    loggerInstance: deps.log,
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: limits.link.bytes,
    // Only a proxy in a private network is trusted to state a visitor's address; nothing on the internet is.
    trustProxy: ['loopback', 'linklocal', 'uniquelocal'],
    routerOptions: { maxParamLength: LONGEST_TOKEN },
    // Each kind of route has its own timeout; this is the longest one.
    requestTimeout: Math.max(...Object.values(limits).map(({ within }) => within)),
    connectionTimeout: connections.silent,
    keepAliveTimeout: connections.idle,
    maxRequestsPerSocket: connections.requests,
    http: { headersTimeout: connections.head, connectionsCheckingInterval: connections.head / 4 },
  });
  app.server.maxConnections = connections.most;
  app.setErrorHandler(refuse(deps));
  app.setNotFoundHandler(refuseRoute(methodsOfRoutes(app)));
  warnOfManyRefusedKeys(app);
  // Nothing was saved. A client that retries finds the API available, or gets the same answer.
  app.addHook('onSend', async (_, reply, payload) => {
    const status = payload instanceof Response ? payload.status : reply.statusCode; // tRPC answers with a Response
    if (status === 503) reply.header('retry-after', COME_BACK_AFTER);
  });
  protectAnswers(app, deps.links.publicUrl);
  return app;
}
