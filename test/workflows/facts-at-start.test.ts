import { afterAll, beforeAll, expect, test } from 'vitest';
import { withFacts } from '../../bench/activities.ts';
import { addLeads } from '../../bench/people.ts';
import { LIFE } from '../../bench/story.ts';
import { prepare, trellisWorld, TUESDAY, type Earth } from '../../bench/virtual-world.ts';
import { wallClock, type Instant } from '../../domain/time/clock.ts';
import { HOUR } from '../../domain/time/duration.ts';
import { testDatabase, type TestDatabase } from '../../testing/database.ts';
import { workflowIdOf } from '../../workflows/messages.ts';

let database: TestDatabase;
let earth: Earth;
beforeAll(async () => {
  database = await testDatabase();
  earth = { db: database.db, databaseUrl: database.url, ...(await prepare()) };
});
afterAll(() => database[Symbol.asyncDispose]());

/** Runs a lead through a program, started with facts that were loaded at this instant. @returns how often it loaded them itself */
async function loads(program: string, asOf: Instant): Promise<number> {
  await using world = await trellisWorld(earth);
  const enrolments = await addLeads(earth.db, { count: 1, program, at: TUESDAY, clock: wallClock });
  const [start] = await withFacts(earth.db, { spec: wallClock, now: () => asOf }, enrolments);
  await world.leads.enrol(start!);
  await world.engine.runUntil(TUESDAY + LIFE);
  expect(world.engine.status(workflowIdOf(start!.leadId))).toBe('completed');
  expect(world.calls.get('touch')).toBeGreaterThan(0);
  return world.calls.get('loadFacts') ?? 0;
}

test('a lead that is started with its facts does not ask for them', async () => {
  expect(await loads('three-mails', TUESDAY)).toBe(0);
});

test('a lead whose start waited long for a worker loads them again', async () => {
  expect(await loads('three-mails', TUESDAY - 2 * HOUR)).toBe(1);
});
