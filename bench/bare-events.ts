import fastify, { type FastifyInstance } from 'fastify';
import { sql } from 'kysely';
import { v7 as uuid } from 'uuid';
import type { Db } from '../db/database.ts';

interface Batch {
  readonly events: readonly { readonly lead: string; readonly kind: string; readonly page: string }[];
}

/** The least that takes in events: no key, no check, no score, no lead that hears of it; one insert for each event. */
export async function bareEvents(db: Db): Promise<FastifyInstance> {
  await sql`create table bare_events (id uuid primary key, lead text not null, kind text not null, page text, at timestamptz not null)`.execute(
    db,
  );
  const api = fastify();
  api.post<{ Body: Batch }>('/events', async ({ body: { events } }) => {
    for (const { lead, kind, page } of events)
      await sql`insert into bare_events values (${uuid()}, ${lead}, ${kind}, ${page}, now())`.execute(db);
    return { recorded: events.length };
  });
  return api;
}
