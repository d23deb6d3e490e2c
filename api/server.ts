import formbody from '@fastify/formbody';
import { fastifyTRPCPlugin, type FastifyTRPCPluginOptions } from '@trpc/server/adapters/fastify';
import fastify, { LogController, type FastifyError, type FastifyInstance } from 'fastify';
import { bareError } from '../domain/bare-error.ts';
import { authenticate } from './auth.ts';
import type { ApiDeps, Context } from './context.ts';
import { warnOfManyRefusedKeys } from './refused-keys.ts';
import { appRouter, contextOf, type AppRouter } from './router.ts';
import { createMailReader } from './mail/mail-reader.ts';
import { readLeftMailsWhileListening } from './mail/read-left-mails.ts';
import { answerRoutes } from './routes/answer.ts';
import { clickRoute } from './routes/click.ts';
import { confirmRoute } from './routes/confirm.ts';
import { formRoute } from './routes/form.ts';
import { healthRoute } from './routes/health.ts';
import { importRoutes } from './routes/imports.ts';
import { mailWebhook } from './routes/mail-webhook.ts';
import { pictureRoute } from './routes/picture.ts';
import { pixelRoute } from './routes/pixel.ts';
import { unsubscribeRoute } from './routes/unsubscribe.ts';

/** An import of some 100,000 leads. */
const LARGEST_BODY = 64 * 1024 * 1024;
/** A form. */
const LARGEST_FORM = 64 * 1024;
/** Signed tokens are longer than the default. */
const LONGEST_TOKEN = 500;

/** The whole API: tRPC below `/trpc`, and the public routes. The caller lets it listen, and closes it. */
export async function createApi(deps: ApiDeps): Promise<FastifyInstance> {
  // The address of a public route is a capability: it stays out of the log.
  const app = fastify({
    loggerInstance: deps.log,
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: LARGEST_BODY,
    // Whose address a visitor has, a proxy of the house says; nobody on the internet does.
    trustProxy: ['loopback', 'linklocal', 'uniquelocal'],
    routerOptions: { maxParamLength: LONGEST_TOKEN },
  });
  app.setErrorHandler(async (error: FastifyError, { routeOptions }, reply) => {
    const status = error.statusCode ?? 500;
    if (status < 500) return await reply.code(status).send({ code: error.code, message: error.message });
    const id = deps.newId();
    deps.log.error({ error: bareError(error), route: routeOptions.url, id }, 'A request failed.');
    return await reply.code(500).send({ code: 'unexpected', message: `Something went wrong on our side. Its number is ${id}.` });
  });
  warnOfManyRefusedKeys(app);
  await app.register(fastifyTRPCPlugin, trpc(deps));
  await app.register(async (open) => {
    await open.register(formbody, { bodyLimit: LARGEST_FORM });
    for (const route of [answerRoutes, clickRoute, confirmRoute, healthRoute, pictureRoute, pixelRoute]) route(open, deps);
    await open.register(async (forms) => formRoute(forms, deps));
  });
  await app.register(async (files) => importRoutes(files, deps));
  await app.register(async (leaving) => unsubscribeRoute(leaving, deps));
  const reader = createMailReader();
  app.addHook('onClose', async () => await reader[Symbol.asyncDispose]());
  await app.register(async (webhooks) => mailWebhook(webhooks, deps, reader));
  readLeftMailsWhileListening(app, deps, reader);
  return app;
}

const trpc = (deps: ApiDeps): { prefix: string } & FastifyTRPCPluginOptions<AppRouter> => ({
  prefix: '/trpc',
  trpcOptions: {
    router: appRouter,
    // Queries, too, may be posted: what they ask for stays out of the addresses that proxies log.
    allowMethodOverride: true,
    createContext: async ({ req, info }): Promise<Context> =>
      contextOf({
        ...deps,
        principal: await authenticate(deps, req, info.calls.map(({ path }) => nameOf(path)).join(',')),
        idempotencyKey: [req.headers['idempotency-key']].flat()[0],
        ip: req.ip,
      }),
  },
});

/** A name from outside stands in the log only if it is one of ours. */
const nameOf = (path: string): string => (Object.hasOwn(appRouter._def.procedures, path) ? path : 'unknown');
