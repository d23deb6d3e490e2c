import fastify, { type FastifyInstance } from 'fastify';
import { sql } from 'kysely';
import { v7 as uuid } from 'uuid';
import type { Db } from '../db/database.ts';

interface Batch {
  readonly events: readonly { readonly lead: string; readonly kind: string; readonly page?: string }[];
}

/**
 * The least that takes in clicks, events, forms and leads: no signature, no key, no check, no score, no lead that hears of it; one insert for
 * each, whose statement is planned once.
 */
export async function bareIntake(db: Db): Promise<FastifyInstance> {
  await sql`create table bare_acts (id uuid primary key, who text not null, kind text not null, page text, at timestamptz not null)`.execute(
    db,
  );
  const save = async (who: string, kind: string, page: string | null = null) =>
    void (await sql`/* prepared */ insert into bare_acts values (${uuid()}, ${who}, ${kind}, ${page}, now())`.execute(db));
  const api = fastify({ routerOptions: { maxParamLength: 500 } });
  api.get<{ Params: { token: string } }>('/c/:token', async ({ params }, reply) => {
    await save(params.token, 'clicked');
    return await reply.redirect('https://www.example.com/guide', 302);
  });
  api.post<{ Body: { email: string } }>('/f/contact', async ({ body }, reply) => {
    await save(body.email, 'contactRequested');
    return await reply.code(202).send({ status: 'received' });
  });
  api.post<{ Body: { lead: { email: string } } }>('/trpc/leads.add', async ({ body }) => {
    await save(body.lead.email, 'attended');
    return { status: 'saved' };
  });
  api.post<{ Body: Batch }>('/events', async ({ body: { events } }) => {
    for (const { lead, kind, page } of events) await save(lead, kind, page);
    return { recorded: events.length };
  });
  return api;
}
