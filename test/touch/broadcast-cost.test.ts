import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { touchWorld } from './world.ts';
import { rowsRead } from '../support/rows-read.ts';

const OTHERS = 10_000;

test('an email of a broadcast looks at nobody else who got it', async () => {
  await using world = await touchWorld();
  await sql`insert into leads (id, email, email_key, zone, persona, seniority, source, stage, stage_at, created_at)
    select uuidv7(), 'p' || n || '@pier.example', 'p' || n || '@pier.example', 'UTC', 'buyer', 'staff', 'web', 'inquiry', now(), now()
    from generate_series(1, ${OTHERS}::int) as n`.execute(world.db);
  const { campaignId, content } = world.order();
  await sql`insert into touches (key, lead_id, campaign_id, track, content, channel, state, reason, claimed_at, due_at)
    select id || '/single', id, ${campaignId}::uuid, 'single', ${content}, 'email', 'deferred', 'queued', now(), now() from leads`.execute(
    world.db,
  );
  // Postgres counts when the broadcast begins, and nothing is sent yet.
  await sql`vacuum analyze`.execute(world.db);
  await sql`update touches set state = 'accepted', sent_at = now() where lead_id <> ${world.leadId}`.execute(world.db);

  expect(
    await rowsRead(world.db, async (db) => expect(await world.send({}, { db })).toMatchObject({ state: 'sent' })),
  ).toBeLessThan(100);
});
