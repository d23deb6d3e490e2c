import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { storyOf } from '../../api/story/story.ts';
import type { Db } from '../../db/database.ts';
import { testDatabase } from '../../testing/database.ts';
import { rowsRead } from '../support/rows-read.ts';
import { definePolicy } from '../../domain/policy/policy.ts';

const NOW = Date.parse('2026-03-10T10:00:00Z');
const clock = { spec: { origin: 0, realOrigin: 0, speed: 1 }, now: () => NOW };
const LEADS = 5_000;

test('a story of 500 lines does not read the stories of five thousand other leads', async () => {
  await using database = await testDatabase();
  const { db } = database;
  const run = (query: string) => sql.raw(query).execute(db);
  const at = `timestamptz '2026-03-09' + n * interval '1 second'`;
  await run(`insert into leads (id, email, email_key, zone, persona, seniority, source, stage, stage_at, created_at)
    select gen_random_uuid(), n || '@a' || n || '.example', n || '@a' || n || '.example', 'UTC', 'buyer', 'staff', 'fair', 'inquiry', now(), now()
    from generate_series(1, ${LEADS}) as n`);
  await run(`insert into lead_events (lead_id, at, kind, data)
    select id, now(), 'corrected', '{"changes": []}' from leads, generate_series(1, 10)`);
  await run(`insert into engagements (id, lead_id, kind, at, human, verdict, source)
    select gen_random_uuid(), id, 'opened', now(), false, 'machine', 'pixel' from leads, generate_series(1, 5)`);
  await run(`insert into suppressions (id, scope, subject, channel, reason, set_by, at, lifted_at)
    select gen_random_uuid(), 'lead', id::text, 'email', 'hold', 'rep', now(), case when n = 1 then now() end from leads, generate_series(1, 2) as n`);
  const { id } = await db.selectFrom('leads').select('id').executeTakeFirstOrThrow();
  const team = randomUUID();
  await run(`insert into teams (id, slug, name, calendar) values ('${team}', 'sales', 'Sales', '{}')`);
  await run(
    `insert into lead_events (lead_id, at, kind, data) select '${id}', ${at}, 'owned', '{"rep": "Henrik"}' from generate_series(1, 200) as n`,
  );
  await run(`insert into engagements (id, lead_id, kind, at, human, verdict, source, content)
    select gen_random_uuid(), '${id}', 'clicked', ${at}, true, 'human', 'click', 'guide' from generate_series(1, 200) as n`);
  await run(`insert into tasks (id, key, lead_id, kind, team_id, state, clock_from, because, opened_at)
    select gen_random_uuid(), 'k' || n || l.id, l.id, 'call', '${team}', 'open', now(), 'mql', ${at}
    from generate_series(1, 100) as n, (select id from leads limit 100) as l`);
  await run(
    `insert into assignments (id, task_id, because, at, kind, opens) select gen_random_uuid(), id, 'mql', opened_at, 'call', true from tasks`,
  );
  await run('analyze');
  const story = (from: Db) => storyOf({ db: from, policy: definePolicy(), clock }, id);
  expect((await story(db)).length).toBeGreaterThan(500);
  // Other leads have 75,000 acts and events, and 9,900 assignments, which Postgres may read whole.
  expect(await rowsRead(db, story)).toBeLessThan(15_000);
});
