import type { FastifyInstance } from 'fastify';
import { bareError } from '../../domain/text/bare-error.ts';
import type { ApiDeps } from '../procedures/context.ts';
import type { MailReader } from './mail-reader.ts';
import { readLeftMails } from './receive-mail.ts';

/** Real milliseconds between two looks. */
const EVERY = 60_000;

/** While the API listens, it looks for messages whose reading was interrupted: by a crash, or because Postgres was away. */
export function readLeftMailsWhileListening(app: FastifyInstance, deps: ApiDeps, reader: MailReader): void {
  let timer: NodeJS.Timeout | undefined;
  let looking: Promise<unknown> = Promise.resolve();
  const look = () => {
    looking = looking
      .then(() => readLeftMails(deps, reader))
      .catch((error: unknown) => {
        deps.log.error({ error: bareError(error) }, 'The look for messages that were left unread failed; the next one follows.');
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
