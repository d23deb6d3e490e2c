import type { FastifyInstance } from 'fastify';
import { bareError } from '../../domain/text/bare-error.ts';
import type { ApiDeps } from '../procedures/context.ts';
import { actButton, page, paragraph } from '../pages/pages.ts';
import { unsubscribe } from '../pages/unsubscribe.ts';
import { visit, visitorOf } from '../pages/visit.ts';
import { sendPage, verified, routeOf } from './signed-link.ts';

const ask = page('Unsubscribe', paragraph('Press the button, and we will not write to you any more.') + actButton('Unsubscribe'));

/** `/u/:token`: GET asks, because scanners open links; POST acts, also the one click of a mail program (RFC 8058). */
export const unsubscribeRoute = (app: FastifyInstance, deps: ApiDeps): void => {
  ignoreBodies(app);
  app.get<{ Params: { token: string } }>(routeOf('unsubscribe'), async (request, reply) => {
    const token = await verified(deps, request.params.token, 'unsubscribe', reply);
    if (!token) return;
    // The way out is shown in any case.
    await visit(deps, token.key, 'unsubscribe', visitorOf(request)).catch((error: unknown) =>
      request.log.warn({ error: bareError(error) }, 'A visit could not be noted.'),
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
        'We do not know this email any more',
        'So we can not tell whom it went to, and nothing has changed. Answer the email with the word "unsubscribe".',
      );
  });
};

/** The address says it all: mail providers send bodies of any type, of none, and of any size, and none of them is read. */
function ignoreBodies(app: FastifyInstance): void {
  app.removeAllContentTypeParsers();
  app.addHook('onRequest', async ({ raw }) => void delete raw.headers['content-type']);
  app.addContentTypeParser('*', (_, body, done) => {
    body.resume();
    done(null);
  });
}
