import type { FastifyInstance } from 'fastify';
import { bareError } from '../../domain/text/bare-error.ts';
import type { ApiDeps } from '../procedures/context.ts';
import { actButton, page, paragraph } from '../pages/pages.ts';
import { unsubscribe } from '../pages/unsubscribe.ts';
import { visit, visitorOf } from '../pages/visit.ts';
import { sendPage, verified, routeOf } from './signed-link.ts';

const ask = page('Unsubscribe', paragraph('Press the button, and we will stop writing to you.') + actButton('Unsubscribe'));

/** `/u/:token`: GET asks, because scanners open links; POST acts, including one-click unsubscribes of email programs (RFC 8058). */
export function unsubscribeRoute(app: FastifyInstance, deps: ApiDeps): void {
  ignoreBodies(app);
  app.get<{ Params: { token: string } }>(routeOf('unsubscribe'), async (request, reply) => {
    const token = await verified(deps, request.params.token, 'unsubscribe', reply);
    if (!token) return;
    // The unsubscribe page is shown in any case.
    await visit(deps, token.key, 'unsubscribe', visitorOf(request)).catch((error: unknown) =>
      request.log.warn({ error: bareError(error) }, 'A visit could not be recorded.'),
    );
    await reply.type('text/html; charset=utf-8').send(ask);
  });
  app.post<{ Params: { token: string } }>(routeOf('unsubscribe'), async ({ params }, reply) => {
    const token = await verified(deps, params.token, 'unsubscribe', reply);
    if (!token) return;
    if (await unsubscribe(deps, token)) await sendPage(reply, 200, 'You are unsubscribed', 'We will not write to you any more.');
    else
      await sendPage(
        reply,
        410,
        'We no longer know this email',
        'We cannot tell who received it, so nothing has changed. Reply to the email with the word "unsubscribe".',
      );
  });
}

/** The URL contains everything. Email providers send bodies of any type and size, or none, and they are not read. */
function ignoreBodies(app: FastifyInstance): void {
  app.removeAllContentTypeParsers();
  app.addHook('onRequest', async ({ raw }) => void delete raw.headers['content-type']);
  app.addContentTypeParser('*', (_, body, done) => {
    body.resume();
    done(null);
  });
}
