import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { Migrator } from 'kysely/migration';
import { expect, inject, test } from 'vitest';
import { definePolicy } from '../../domain/policy/policy.ts';
import { storyOf } from '../../api/story/story.ts';
import { openDatabase } from '../../db/database.ts';
import { migrateToLatest, migrations } from '../../db/migrate.ts';
import { createDatabase, dropDatabase } from '../../dev/postgres/database.ts';

const at = (time: string) => new Date(`2026-03-10T${time}:00Z`);

test('existing data is told as well as it can be known, and the rest is marked', async () => {
  const adminUrl = inject('databaseUrl');
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  const db = openDatabase(await createDatabase(adminUrl, name));
  try {
    const provider = { getMigrations: () => Promise.resolve(migrations) };
    const { error } = await new Migrator({ db, provider }).migrateTo('0020-pulse');
    if (error) throw error;
    const [leadId, teamId, repId, taskId, campaignId, importId] = Array.from({ length: 6 }, () => randomUUID());
    const run = (query: ReturnType<typeof sql>) => query.execute(db);
    await run(sql`insert into teams (id, slug, name, calendar) values (${teamId}, 'sales', 'Sales', '{}')`);
    await run(
      sql`insert into reps (id, team_id, role, name, email) values (${repId}, ${teamId}, 'salesperson', 'Henrik', 'h@ours.example')`,
    );
    await run(sql`insert into leads (id, email, email_key, zone, persona, seniority, source, stage, stage_at, created_at)
      values (${leadId}, 'ann@pier7.example', 'ann@pier7.example', 'UTC', 'buyer', 'staff', 'fair', 'opportunity', ${at('08:00')}, ${at('08:00')})`);
    await run(sql`insert into imports (id, source, imported_by, at, rows, created, updated, held, rejected, duplicates, state)
      values (${importId}, 'spring.csv', 'Mara', ${at('08:30')}, 1, 0, 1, 0, 0, 0, 'done')`);
    await run(sql`insert into import_leads (import_id, lead_id) values (${importId}, ${leadId})`);
    await run(sql`insert into campaigns (id, name, program, launched_by, launched_at)
      values (${campaignId}, 'Spring', 'newcomers', 'Mara', ${at('09:00')})`);
    await run(sql`insert into enrolments (id, lead_id, campaign_id, program, state, start_at)
      values (${randomUUID()}, ${leadId}, ${campaignId}, 'newcomers', 'running', ${at('09:00')})`);
    await run(sql`insert into tasks (id, key, lead_id, kind, team_id, assignee_id, state, clock_from, because, opened_at)
      values (${taskId}, 'k', ${leadId}, 'opportunity', ${teamId}, ${repId}, 'open', ${at('10:00')}, 'handed over', ${at('10:00')})`);
    const report = (disposition: string, when: Date, details: object) =>
      run(sql`insert into dispositions (id, task_id, rep_id, disposition, details, state, at)
        values (${randomUUID()}, ${taskId}, ${repId}, ${disposition}, ${JSON.stringify(details)}, 'applied', ${when})`);
    await report('accepted', at('11:00'), {});
    await report('opportunity', at('12:00'), { amount: 48_000, nextStep: 'a demo', closeAt: at('12:00').getTime() });
    await report('opportunity', at('13:00'), { amount: 52_000, nextStep: 'an offer', closeAt: at('12:00').getTime() });
    await migrateToLatest(db);
    const today = new Date().toISOString().slice(0, 10);
    const told = await storyOf(
      { db, policy: definePolicy(), clock: { spec: { origin: 0, realOrigin: 0, speed: 1 }, now: () => at('20:00').getTime() } },
      leadId!,
    );
    expect(told.map((line) => `${new Date(line.at).toISOString().slice(11, 16)} ${line.text}`)).toEqual([
      '08:00 added from fair',
      '08:30 came again from spring.csv (by Mara)',
      `09:00 enrolled in "Spring" (newcomers); starts on 2026-03-10 09:00 UTC (as known on ${today})`,
      `10:00 acceptance task for Henrik: handed over (as known on ${today})`,
      '11:00 Henrik reported "Accepted"',
      '11:00 the acceptance task becomes: opportunity task',
      '12:00 Henrik reported "Opportunity": a demo',
      '12:00 opportunity over 48,000 of Henrik, expected on 2026-03-10: a demo',
      '13:00 Henrik reported "Opportunity": an offer',
      '13:00 opportunity was over 48,000, is over 52,000 of Henrik, expected on 2026-03-10: an offer',
    ]);
  } finally {
    await db.destroy();
    await dropDatabase(adminUrl, name);
  }
});
