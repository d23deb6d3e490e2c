import type { FastifyInstance } from 'fastify';
import { sql } from 'kysely';
import { troubleNow } from '../../db/sending-trouble.ts';
import type { ApiDeps } from '../context.ts';

const WITHIN = 2_000;

/**
 * `GET /health`: 200 while the database answers: then nothing that comes in is lost. That the engine does not answer, or that
 * no mail gets through, is said, but delays messages and mails only.
 */
export const healthRoute = (app: FastifyInstance, { db, engine }: ApiDeps): void => {
  app.get('/health', async (_, reply) => {
    const [database, running] = await Promise.all([answers(sql`select 1`.execute(db)), answers(engine.ping())]);
    const trouble = database ? await troubleNow(db).catch(() => undefined) : undefined;
    await reply.code(database ? 200 : 503).send({
      status: !database ? 'down' : running && !trouble ? 'ok' : 'degraded',
      database: database ? 'ok' : 'unreachable',
      engine: running ? 'ok' : 'unreachable',
      ...(trouble && { sending: { since: trouble.since, because: trouble.because } }),
    });
  });
};

async function answers(question: Promise<unknown>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const tooLong = new Promise<false>((resolve) => (timer = setTimeout(() => resolve(false), WITHIN)));
  try {
    return await Promise.race([
      question.then(
        () => true,
        () => false,
      ),
      tooLong,
    ]);
  } finally {
    clearTimeout(timer);
  }
}
