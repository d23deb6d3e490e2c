import type { FastifyInstance, FastifyRequest } from 'fastify';
import { admit } from '../auth.ts';
import type { ApiDeps } from '../context.ts';
import type { MailReader } from '../mail/mail-reader.ts';
import { receiveMail } from '../mail/receive-mail.ts';
import { refuse } from './refuse.ts';

/**
 * `POST /webhooks/mail`: a mail that came in, raw (RFC 5322), with a key of the role `intake`. `X-Envelope-To` says to which
 * address it came, where the mail server knows. Whatever the message contains, it is saved before it is read, and the answer is 200.
 */
export const mailWebhook = (app: FastifyInstance, deps: ApiDeps, reader: MailReader): void => {
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (_, body, done) => done(null, body));
  app.addContentTypeParser('text/plain', { parseAs: 'buffer' }, (_, body, done) => done(null, body));
  app.setErrorHandler(async (error, _, reply) => await refuse(error, reply));
  // Before the body: nobody uploads a message to be turned away.
  const onRequest = async (request: FastifyRequest) => void (await admit(deps, request, ['intake'], 'POST /webhooks/mail'));
  app.post('/webhooks/mail', { onRequest }, async ({ headers, body }, reply) => {
    if (!Buffer.isBuffer(body) || body.length === 0) {
      await reply.code(400).send({ code: 'mailMissing', message: 'Send the raw message as the body, as message/rfc822.' });
      return;
    }
    await reply.send(await receiveMail(deps, reader, body, [headers['x-envelope-to']].flat()[0]));
  });
};
