import type { FastifyInstance } from 'fastify';
import { sql } from 'kysely';
import type { ApiDeps } from '../context.ts';

const WITHIN = 2_000;

/**
 * `GET /health`: 200 while the database answers: then nothing that comes in is lost. That the engine does not answer is
 * said, but delays messages only.
 */
export const healthRoute = (app: FastifyInstance, { db, engine }: ApiDeps): void => {
  app.get('/health', async (_, reply) => {
    const [database, running] = await Promise.all([answers(sql`select 1`.execute(db)), answers(engine.ping())]);
    await reply.code(database ? 200 : 503).send({
      status: database && running ? 'ok' : database ? 'degraded' : 'down',
      database: database ? 'ok' : 'unreachable',
      engine: running ? 'ok' : 'unreachable',
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
