import formbody from '@fastify/formbody';
import { fastifyTRPCPlugin, type FastifyTRPCPluginOptions } from '@trpc/server/adapters/fastify';
import fastify, { LogController, type FastifyInstance, type FastifyRequest } from 'fastify';
import { serveConsole } from './console/serve-console.ts';
import type { ApiDeps, Context } from './procedures/context.ts';
import { tellOfAnswers } from './edge/answered.ts';
import { protectAnswers } from './edge/headers.ts';
import { requireKey } from './edge/keys.ts';
import { connections, applyLimits, limits, type RouteKind } from './edge/limits.ts';
import { principalOfRequest } from './edge/principals.ts';
import { createLimiters, standardRates } from './edge/rates.ts';
import { refuse, refuseCall, refuseRoute } from './edge/refuse.ts';
import { COME_BACK_AFTER } from './procedures/refusal.ts';
import { warnOfManyRefusedKeys } from './procedures/refused-keys.ts';
import type { ChangeFeed } from './live/change-feed.ts';
import { createChangeFeed } from './live/feed.ts';
import { appRouter, contextOf, type AppRouter } from './router.ts';
import { createMailReader } from './mail/mail-reader.ts';
import { readUnreadMailsWhileListening } from './mail/read-unread-mails.ts';
import { docsRoutes } from './rest/docs-routes.ts';
import { restRoutes } from './rest/rest-routes.ts';
import { answerRoutes } from './routes/answer.ts';
import { channelWebhook } from './routes/channel-webhook.ts';
import { clickRoute } from './routes/click.ts';
import { confirmRoute } from './routes/confirm.ts';
import { formRoute } from './routes/form.ts';
import { healthRoute } from './routes/health.ts';
import { importRoutes } from './routes/imports.ts';
import { mailWebhook } from './routes/mail-webhook.ts';
import { pictureRoute } from './routes/picture.ts';
import { pixelRoute } from './routes/pixel.ts';
import { signInRoutes } from './routes/sign-in.ts';
import { taskPageRoute } from './routes/task-page.ts';
import { unsubscribeRoute } from './routes/unsubscribe.ts';
import { websiteRoutes } from './routes/website.ts';

/** Signed tokens are longer than fastify's default limit. */
const LONGEST_TOKEN = 500;
/** Calls in one request of a client that batches them. */
const MOST_CALLS = 20;

/** Builds the whole API: tRPC below `/trpc`, the same procedures below `/api/v1`, and the public routes. The caller starts and closes it. */
export async function createApi(deps: ApiDeps): Promise<FastifyInstance> {
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
  app.setNotFoundHandler(refuseRoute);
  warnOfManyRefusedKeys(app);
  tellOfAnswers(app, { ...deps, proceduresOf });
  // Nothing was saved. A client that retries finds the API available, or gets the same answer.
  app.addHook('onSend', async (_, reply, payload) => {
    const status = payload instanceof Response ? payload.status : reply.statusCode; // tRPC answers with a Response
    if (status === 503) reply.header('retry-after', COME_BACK_AFTER);
  });
  protectAnswers(app, deps.links.publicUrl);
  const limiters = await createLimiters(app, { ...standardRates, ...deps.settings.rates });
  const scope = async (kind: RouteKind, routes: (scope: FastifyInstance) => unknown) =>
    await app.register(async (scope) => {
      applyLimits(scope, kind);
      await routes(scope);
    });

  const changes = createChangeFeed(deps);
  app.addHook('preClose', (done) => {
    changes.close();
    done();
  });
  await scope('call', async (calls) => {
    calls.setErrorHandler(refuseCall);
    calls.addHook('onRequest', requireKey(deps, limiters, { what: proceduresOf }));
    await calls.register(fastifyTRPCPlugin, trpc(deps, changes));
  });
  await scope('call', (calls) => {
    calls.addHook('onRequest', requireKey(deps, limiters, { what: ({ routeOptions }) => routeOptions.url ?? '' }));
    restRoutes(calls, deps);
  });
  await scope('link', async (links) => {
    await links.register(formbody);
    for (const route of [answerRoutes, healthRoute]) route(links, deps);
  });
  await scope('link', async (links) => {
    await links.register(formbody);
    links.addHook('onRequest', limiters.link);
    docsRoutes(links);
    for (const route of [clickRoute, confirmRoute, pictureRoute, pixelRoute, taskPageRoute]) route(links, deps);
  });
  await scope('form', async (forms) => {
    await forms.register(formbody);
    formRoute(forms, deps, limiters);
  });
  await scope('link', (pages) => websiteRoutes(pages, deps, limiters));
  await scope('link', serveConsole);
  await scope('form', async (people) => {
    await people.register(formbody);
    signInRoutes(people, deps, limiters);
  });
  await scope('link', (leaving) => unsubscribeRoute(leaving, deps));
  await scope('file', (files) => importRoutes(files, deps, limiters));
  const reader = createMailReader();
  app.addHook('onClose', async () => await reader[Symbol.asyncDispose]());
  await scope('mail', (webhooks) => {
    webhooks.addHook('onRequest', requireKey(deps, limiters, { roles: ['intake'], what: 'POST /webhooks/mail' }));
    mailWebhook(webhooks, deps, reader);
  });
  await scope('text', (webhooks) => channelWebhook(webhooks, deps));
  readUnreadMailsWhileListening(app, deps, reader);
  return app;
}

const trpc = (deps: ApiDeps, changes: ChangeFeed): { prefix: string } & FastifyTRPCPluginOptions<AppRouter> => ({
  prefix: '/trpc',
  trpcOptions: {
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
  },
});

/** The procedures that a request calls. The log contains a name from outside only if it is one of ours. */
const proceduresOf = ({ params }: FastifyRequest): string =>
  (params as { path?: string })
    .path!.split(',')
    .map((path) => (Object.hasOwn(appRouter._def.procedures, path) ? path : 'unknown'))
    .join(',');
