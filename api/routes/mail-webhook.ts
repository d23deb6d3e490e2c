import type { FastifyInstance } from 'fastify';
import type { ApiDeps } from '../procedures/context.ts';
import { badRequest } from '../procedures/refusal.ts';
import type { MailReader } from '../mail/mail-reader.ts';
import { receiveMail } from '../mail/receive-mail.ts';

/**
 * `POST /webhooks/mail`: an incoming email, raw (RFC 5322), with a key of the role `intake`. `X-Envelope-To` is the address it was sent
 * to, if the email server knows it. Whatever the message contains, it is saved before it is read, and the answer is 200.
 */
export function mailWebhook(app: FastifyInstance, deps: ApiDeps, reader: MailReader): void {
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (_, body, done) => done(null, body));
  app.addContentTypeParser('text/plain', { parseAs: 'buffer' }, (_, body, done) => done(null, body));
  app.post('/webhooks/mail', async ({ headers, body }, reply) => {
    if (!Buffer.isBuffer(body) || body.length === 0)
      throw badRequest(
        'mailMissing',
        'The request has no message.',
        undefined,
        'Send the raw message as the body, as message/rfc822.',
      );
    await reply.send(await receiveMail(deps, reader, body, [headers['x-envelope-to']].flat()[0]));
  });
}
