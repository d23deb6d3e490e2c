import type { FastifyInstance } from 'fastify';
import { bareError } from '../../domain/text/bare-error.ts';
import type { ApiDeps } from '../procedures/context.ts';
import type { MailReader } from './mail-reader.ts';
import { readUnreadMails } from './receive-mail.ts';

/** Real milliseconds between two rounds. */
const EVERY = 60_000;

/** While the API is listening, reads messages whose reading was interrupted by a crash or an outage of Postgres. */
export function readUnreadMailsWhileListening(app: FastifyInstance, deps: ApiDeps, reader: MailReader): void {
  let timer: NodeJS.Timeout | undefined;
  let looking: Promise<unknown> = Promise.resolve();
  const look = () => {
    looking = looking
      .then(() => readUnreadMails(deps, reader))
      .catch((error: unknown) => {
        deps.log.error({ error: bareError(error) }, 'Reading the messages that were left unread failed; it will be retried.');
      });
  };
  app.addHook('onListen', () => {
    look();
    timer = setInterval(look, EVERY).unref();
  });
  app.addHook('preClose', async () => {
    clearInterval(timer);
    await looking;
  });
}
