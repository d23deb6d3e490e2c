import type { FastifyInstance } from 'fastify';
import { authenticate } from '../auth.ts';
import type { ApiDeps } from '../context.ts';
import type { MailReader } from '../mail/mail-reader.ts';
import { receiveMail } from '../mail/receive-mail.ts';

/**
 * `POST /webhooks/mail`: a mail that came in, raw (RFC 5322), with a key of the role `intake`. `X-Envelope-To` says to which
 * address it came, where the mail server knows. Whatever the message contains, it is saved before it is read, and the answer is 200.
 */
export const mailWebhook = (app: FastifyInstance, deps: ApiDeps, reader: MailReader): void => {
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (_, body, done) => done(null, body));
  app.addContentTypeParser('text/plain', { parseAs: 'buffer' }, (_, body, done) => done(null, body));
  app.post('/webhooks/mail', async ({ headers, body }, reply) => {
    const principal = await authenticate(deps.db, headers.authorization);
    if (principal?.role !== 'intake' && principal?.role !== 'admin') {
      await reply
        .code(401)
        .send({ code: 'noKey', message: 'This needs an API key of the role intake: "Authorization: Bearer tk_…".' });
      return;
    }
    if (!Buffer.isBuffer(body) || body.length === 0) {
      await reply.code(400).send({ code: 'mailMissing', message: 'Send the raw message as the body, as message/rfc822.' });
      return;
    }
    await reply.send(await receiveMail(deps, reader, body, [headers['x-envelope-to']].flat()[0]));
  });
};
