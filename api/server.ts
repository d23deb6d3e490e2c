import formbody from '@fastify/formbody';
import type { FastifyInstance } from 'fastify';
import { serveConsole } from './console/serve-console.ts';
import type { ApiDeps } from './procedures/context.ts';
import { tellOfAnswers } from './edge/answered.ts';
import { httpServer } from './edge/http-server.ts';
import { requireKey } from './edge/keys.ts';
import { applyLimits, type RouteKind } from './edge/limits.ts';
import { createLimiters, standardRates } from './edge/rates.ts';
import { refuseCall } from './edge/refuse.ts';
import { createChangeFeed } from './live/feed.ts';
import { createMailReader } from './mail/mail-reader.ts';
import { createVisits } from './pages/visits.ts';
import { readUnreadMailsWhileListening } from './mail/read-unread-mails.ts';
import { docsRoutes } from './rest/docs-routes.ts';
import { restRoutes } from './rest/rest-routes.ts';
import { answerRoutes } from './routes/answer.ts';
import { channelWebhook } from './routes/channel-webhook.ts';
import { clickRoute } from './routes/click.ts';
import { confirmRoute } from './routes/confirm.ts';
import { formRoute } from './routes/form.ts';
import { healthRoute } from './routes/health.ts';
import { contentPreviewRoute } from './routes/content-preview.ts';
import { importRoutes } from './routes/imports.ts';
import { mailWebhook } from './routes/mail-webhook.ts';
import { pictureRoute } from './routes/picture.ts';
import { pixelRoute } from './routes/pixel.ts';
import { signInRoutes } from './routes/sign-in.ts';
import { taskPageRoute } from './routes/task-page.ts';
import { suppressionRoutes } from './routes/suppressions.ts';
import { unsubscribeRoute } from './routes/unsubscribe.ts';
import { websiteRoutes } from './routes/website.ts';
import { proceduresOf, trpcRoutes } from './trpc.ts';

/** Builds the whole API: tRPC below `/trpc`, the same procedures below `/api/v1`, and the public routes. The caller starts and closes it. */
export async function createApi(deps: ApiDeps): Promise<FastifyInstance> {
  const app = httpServer(deps);
  tellOfAnswers(app, { ...deps, proceduresOf });
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
    await trpcRoutes(calls, deps, changes);
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
    const recordVisit = createVisits(deps);
    for (const route of [clickRoute, pixelRoute]) route(links, deps, recordVisit);
    for (const route of [confirmRoute, pictureRoute, taskPageRoute]) route(links, deps);
  });
  await scope('form', async (forms) => {
    await forms.register(formbody);
    formRoute(forms, deps, limiters);
  });
  await scope('link', (pages) => websiteRoutes(pages, deps, limiters));
  await scope('link', serveConsole);
  await scope('call', (frames) => contentPreviewRoute(frames, deps, limiters));
  await scope('form', async (people) => {
    await people.register(formbody);
    signInRoutes(people, deps, limiters);
  });
  await scope('link', (leaving) => unsubscribeRoute(leaving, deps));
  await scope('file', (files) => {
    importRoutes(files, deps, limiters);
    suppressionRoutes(files, deps, limiters);
  });
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
