import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { Migrator } from 'kysely/migration';
import { expect, inject, test } from 'vitest';
import { openDatabase } from '../../db/database.ts';
import { migrateToLatest, migrations } from '../../db/migrate.ts';
import { createDatabase, dropDatabase } from '../../dev/postgres/database.ts';

const MARCH = '2026-03-01T10:00:00Z';

test('open requests are requests after an upgrade, and replies stay replies', async () => {
  const adminUrl = inject('databaseUrl');
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  const db = openDatabase(await createDatabase(adminUrl, name));
  try {
    const provider = { getMigrations: () => Promise.resolve(migrations) };
    const { error } = await new Migrator({ db, provider }).migrateTo('0085-spelled-otherwise');
    if (error) throw error;
    const [ann, team, demo, guide, reply] = [1, 2, 3, 4, 5].map(() => randomUUID());
    await sql`
      insert into leads (id, email, email_key, zone, persona, seniority, source, stage, stage_at, created_at)
      values (${ann}, 'ann@pier.example', 'ann@pier.example', 'UTC', 'user', 'staff', 'fair', 'inquiry', ${MARCH}, ${MARCH})`.execute(
      db,
    );
    await sql`insert into teams (id, slug, name, calendar) values (${team}, 'sdr-team', 'Inside sales', '{}')`.execute(db);
    await sql`
      insert into engagements (id, lead_id, kind, at, verdict, source, human, is_request) values
        (${demo}, ${ann}, 'demoRequested', ${MARCH}, 'human', 'form/demo', true, true),
        (${guide}, ${ann}, 'downloaded', ${MARCH}, 'human', 'form/guide', true, false)`.execute(db);
    for (const [act, because] of [
      [demo, 'asked for a demo; it was their turn'],
      [guide, 'downloaded something; it was their turn'],
      [reply, 'reply: question; it was their turn'],
    ] as const)
      await sql`
        insert into tasks (id, key, lead_id, kind, team_id, state, because, clock_from, opened_at, trigger)
        values (${randomUUID()}, ${`reply/${act}`}, ${ann}, 'reply', ${team}, 'open', ${because}, ${MARCH}, ${MARCH}, '{}')`.execute(
        db,
      );
    await migrateToLatest(db);
    const tasks = await db.selectFrom('tasks').select(['kind', 'because']).orderBy('because').execute();
    expect(tasks.map(({ kind, because }) => [kind, because.split(';')[0]])).toEqual([
      ['request', 'asked for a demo'],
      ['lookAfter', 'downloaded something'],
      ['reply', 'reply: question'],
    ]);
  } finally {
    await db.destroy();
    await dropDatabase(adminUrl, name);
  }
});
