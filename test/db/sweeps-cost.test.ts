import { sql } from 'kysely';
import { expect, test } from 'vitest';
import type { Db } from '../../db/database.ts';
import { followAllTeams } from '../../services/staff/follow-people.ts';
import { enterDeferred } from '../../services/campaigns/enter-deferred.ts';
import { climbLadders } from '../../services/tasks/climb-ladders.ts';
import { moveClocks } from '../../services/tasks/move-clocks.ts';
import { waitingForOthers } from '../../db/alerts/my-leads.ts';
import { watchedNow } from '../../db/system/overview.ts';
import { claimWaiting } from '../../db/system/outbox.ts';
import { lateLeads, outboxBacklog } from '../../db/system/backlog.ts';
import { stuckLeads } from '../../db/leads/stuck-leads.ts';
import { markAbandoned } from '../../db/touches/touch-lease.ts';
import { openMissedTasks } from '../../services/tasks/unattended.ts';
import { definePolicy } from '../../domain/policy/policy.ts';
import { systemClock } from '../../db/system/clock.ts';
import { testDatabase } from '../../testing/database.ts';

const clock = systemClock();
const policy = definePolicy();
const newId = () => '00000000-0000-7000-8000-000000000000';

/** What is done every few seconds: by the sweeps, the relay, and by those who ask after the health or look at their day. */
const looks: Readonly<Record<string, (db: Db) => Promise<unknown>>> = {
  'touches of senders who are gone': (db) => markAbandoned(db),
  'unanswered requests': (db) => openMissedTasks(db, policy, newId, clock.now()),
  'deferred enrolments': (db) => enterDeferred(db, policy, newId, clock.now()),
  'work follows people': (db) => followAllTeams(db, { clock, policy, newId }),
  clocks: (db) => moveClocks(db, { policy, newId }, clock.now()),
  'ladders outside programs': (db) => climbLadders(db, policy, clock.now()),
  relay: (db) => claimWaiting(db, { realNow: clock.now(), leaseUntil: clock.now(), most: 40 }),
  'health of the outbox': (db) => outboxBacklog(db),
  'health of the timers': (db) => lateLeads(db, clock, 1_000),
  'health of the leads': (db) => stuckLeads(db),
  'what operators watch': (db) => watchedNow(db, clock.now()),
  'what a rep waits for': (db) => waitingForOthers(db, newId(), clock.now()),
};

/** Tables that grow with every lead, for years. */
const LARGE = ['leads', 'enrolments', 'engagements', 'touches', 'tasks', 'transitions', 'outbox', 'assignments', 'opportunities'];

async function fullReads(db: Db): Promise<Record<string, number>> {
  await sql`select pg_stat_force_next_flush()`.execute(db);
  const { rows } = await sql<{ relname: string; reads: number }>`
    select relname, seq_scan::int as reads from pg_stat_user_tables where relname = any(${LARGE})`.execute(db);
  return Object.fromEntries(rows.map(({ relname, reads }) => [relname, reads]));
}

test.for(Object.entries(looks))('%s: no large table is read from end to end', async ([, look]) => {
  await using base = await testDatabase({ max: 1 });
  // Else Postgres reads a table that is empty as a whole, index or not.
  await sql`set enable_seqscan = off`.execute(base.db);
  const before = await fullReads(base.db);
  await look(base.db);
  expect(await fullReads(base.db)).toEqual(before);
});

test('a statement without an index is seen to read a large table', async () => {
  await using base = await testDatabase({ max: 1 });
  const before = await fullReads(base.db);
  await base.db.selectFrom('leads').select('id').where('title', '=', 'CEO').execute();
  expect(await fullReads(base.db)).toEqual({ ...before, leads: before['leads']! + 1 });
});
