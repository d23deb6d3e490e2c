import { afterEach, beforeEach, expect, test } from 'vitest';
import { upsertStuck } from '../../db/leads/stuck-leads.ts';
import { HOUR } from '../../domain/time/duration.ts';
import { createWorld, NOON, type World } from './world.ts';

let world: World;
beforeEach(async () => {
  world = await createWorld();
});
afterEach(async () => await world[Symbol.asyncDispose]());

const overview = async () => await world.as('admin').ops.overview();
const nothing = { count: 0, oldestFor: 0 };

test('while nothing waits for an operator, every number is 0', async () => {
  expect(await overview()).toMatchObject({
    parked: nothing,
    stuck: nothing,
    inDoubt: nothing,
    held: nothing,
    queue: nothing,
    outbox: nothing,
    undeliverable: nothing,
    day: { sent: 0, bounced: 0, complained: 0, isSuspect: false },
    rate: { lastMinute: 0 },
  });
});

test('each thing that waits is counted, with the age of the oldest', async () => {
  const [ann, ben] = [await world.enrolled(), await world.enrolled('ben@pier7.example')];
  const key = await world.touch(ann);
  await world.db
    .updateTable('touches')
    .set({ state: 'inDoubt', claimedAt: new Date(NOON - 3 * HOUR) })
    .where('key', '=', key)
    .execute();
  await world.touch(ben);
  await world.db
    .updateTable('touches')
    .set({ state: 'deferred', dueAt: new Date(NOON - HOUR), sentAt: null })
    .where('leadId', '=', ben)
    .execute();
  await world.db.transaction().execute((trx) => upsertStuck(trx, stuck(ben)));
  await world.db.updateTable('enrolments').set({ state: 'parked' }).where('leadId', '=', ann).execute();
  const lead = { email: 'held@pier7.example' };
  await world.as('intake').leads.add({ lead, source: 'fair', consentBasis: 'doubleOptIn' });
  expect(await overview()).toMatchObject({
    parked: { count: 1 },
    stuck: { count: 1, oldestFor: expect.closeTo(0, -1) as number },
    inDoubt: { count: 1, oldestFor: 3 * 3_600 },
    queue: { count: 1, oldestFor: 3_600 },
    held: { count: 1, oldestFor: 0 },
  });
});

const stuck = (leadId: string) =>
  ({ leadId, cause: 'codeFails', track: 'educate', place: null, detail: null, lane: null }) as const;

test('a day with too many bounces is suspect, and says from which share on', async () => {
  for (let n = 0; n < 50; n++) await world.touch(await world.enrolled(`ann${n}@pier${n}.example`));
  await world.db
    .updateTable('touches')
    .set({ sentAt: new Date(NOON - 30_000) })
    .where('content', '=', 'guide')
    .execute();
  expect(await overview()).toMatchObject({ day: { sent: 50, bounced: 0, isSuspect: false }, rate: { lastMinute: 50 } });
  const leads = await world.db.selectFrom('leads').select('id').limit(3).execute();
  for (const { id } of leads)
    await world.db
      .insertInto('engagements')
      .values({
        id,
        leadId: id,
        kind: 'bounced',
        at: new Date(NOON - HOUR),
        human: false,
        verdict: 'machine',
        source: 'mail',
        bounce: 'mailbox',
      })
      .execute();
  expect((await overview()).day).toEqual({
    sent: 50,
    bounced: 3,
    complained: 0,
    limit: { bounces: 0.05, complaints: 0.003, emails: 50 },
    isSuspect: true,
  });
  const { mail } = world.as('marketer');
  const { items, next } = await mail.returned({ what: 'bounces', limit: 2 });
  expect(items).toMatchObject([{ bounce: 'mailbox', at: new Date(NOON - HOUR).toISOString() }, {}]);
  const rest = await mail.returned({ what: 'bounces', after: next });
  expect([...items, ...rest.items].map(({ leadId }) => leadId).toSorted()).toEqual(leads.map(({ id }) => id).toSorted());
  expect(await mail.returned({ what: 'complaints' })).toEqual({ items: [] });
});

test('everybody who is signed in is told at once that all sending is stopped, by whom and why', async () => {
  const tom = await world.rep('salesperson', 'Tom');
  const heard = async () => await world.as('rep', tom).ops.stopped();
  expect(await heard()).toEqual({ stopped: null });
  await world.as('manager', await world.rep('manager', 'Mo')).ops.stopEverything({ because: 'a wrong price' });
  expect(await heard()).toEqual({
    stopped: { because: 'a wrong price', by: 'manager', since: new Date(NOON).toISOString() },
  });
  await world.as('marketer').ops.startAgain();
  expect(await heard()).toEqual({ stopped: null });
});
