import { expect, test } from 'vitest';
import type { TouchResult } from '../../activities/contract.ts';
import { createSmtpMailer } from '../../activities/touch/smtp-mailer.ts';
import { touch } from '../../activities/touch/touch.ts';
import { openDatabase } from '../../db/database.ts';
import { scriptedServer } from './scripted-server.ts';
import { counted } from './statements.ts';
import { TUESDAY, touchWorld, type TouchWorld } from './world.ts';

const manyLeads = async (
  world: TouchWorld,
  count: number,
  domain: (n: number) => string,
): Promise<(n: number) => { leadId: string; key: string }> => {
  const id = (n: number) => `0193f7b4-0000-7000-8000-${String(n).padStart(12, '0')}`;
  const { phoneKey: _, ...lead } = await world.db.selectFrom('leads').selectAll().executeTakeFirstOrThrow();
  const consent = await world.db.selectFrom('consents').selectAll().executeTakeFirstOrThrow();
  for (let n = 0; n < count; n++) {
    const email = `lead${n}@${domain(n)}`;
    await world.db
      .insertInto('leads')
      .values({ ...lead, id: id(n), email, emailKey: email, given: '[]', fields: '{}' })
      .execute();
    await world.db
      .insertInto('consents')
      .values({ ...consent, id: id(n), leadId: id(n) })
      .execute();
  }
  const { enrolmentId } = world.order();
  return (n) => ({ leadId: id(n), key: `${enrolmentId}/1/${n}` });
};

const until = (result: TouchResult): number => (result.state === 'deferred' && result.because === 'rate' ? result.until : 0);

test('the rate holds across workers: an email over the rate gets its own slot', async () => {
  await using world = await touchWorld({}, { perSecond: 2 });
  await using other = openDatabase(world.url);
  const lead = await manyLeads(world, 12, (n) => `company${n}.example`);
  const begun = performance.now();
  const clock = { ...world.deps.clock, now: () => Math.round(TUESDAY + performance.now() - begun) };
  const results = await Promise.all(
    Array.from({ length: 12 }, (_, n) => world.send(lead(n), { clock, ...(n % 2 ? { db: other } : {}) })),
  );
  // One at once, two that wait here for half a second and a second; the others half a second apart.
  const places = results
    .map(until)
    .filter(Boolean)
    .sort((a, b) => a - b);
  expect(results.filter(({ state }) => state === 'sent').length).toBe(12 - places.length);
  expect(places.length).toBeGreaterThanOrEqual(9);
  for (const [n, place] of places.entries()) {
    const before = places[n - 1];
    if (before !== undefined) expect(place - before).toBeGreaterThan(300);
  }
  expect((places.at(-1) ?? 0) - TUESDAY).toBeGreaterThan(4_000);
  expect((places.at(-1) ?? 0) - TUESDAY).toBeLessThan(6_500);
});

test('an email that returns to its reserved slot is sent, whichever others wait', async () => {
  await using world = await touchWorld({}, { perSecond: 0.5 });
  const lead = await manyLeads(world, 3, (n) => `company${n}.example`);
  expect(await world.send(lead(0))).toMatchObject({ state: 'sent' });
  const put = await world.send(lead(1));
  expect(put).toMatchObject({ state: 'deferred', because: 'rate' });
  world.now = until(put);
  expect(await world.send(lead(1))).toMatchObject({ state: 'sent' });
  expect(until(await world.send(lead(2)))).toBeGreaterThan(world.now);
});

test('a domain has its own rate', async () => {
  await using world = await touchWorld({}, { perDomainPerSecond: 0.5 });
  const lead = await manyLeads(world, 4, (n) => (n < 3 ? 'same.example' : 'another.example'));
  const results = [await world.send(lead(0)), await world.send(lead(1)), await world.send(lead(2)), await world.send(lead(3))];
  expect(results.map(({ state }) => state)).toEqual(['sent', 'deferred', 'deferred', 'sent']);
});

test('a lead who must not get emails takes no slot', async () => {
  await using world = await touchWorld({}, { perSecond: 0.5 });
  const lead = await manyLeads(world, 1, () => 'company.example');
  await world.suppress();
  for (let n = 5; n < 10; n++) await world.send({ key: `${world.order().enrolmentId}/3/${n}` });
  expect(await world.send(lead(0))).toMatchObject({ state: 'sent' });
});

test('a wait of less than a second happens in the activity: coming back would cost the lead six events of history', async () => {
  await using world = await touchWorld({}, { perSecond: 4 });
  const lead = await manyLeads(world, 4, (n) => `company${n}.example`);
  const begun = performance.now();
  const results = await Promise.all([0, 1, 2, 3].map((n) => world.send(lead(n))));
  expect(results.map(({ state }) => state)).toEqual(['sent', 'sent', 'sent', 'sent']);
  expect(performance.now() - begun).toBeGreaterThan(600);
});

test('a rate that is not reached costs no round trip; of many at once, those that do not fit the burst reserve a slot before they connect', async () => {
  await using world = await touchWorld({}, { perSecond: 10 });
  await using server = await scriptedServer();
  await using mailer = await createSmtpMailer({ url: server.url });
  const lead = await manyLeads(world, 20, (n) => `company${n}.example`);
  const { db, count } = counted(world.db);
  const send = touch({ ...world.deps, db, mailer });
  const sending = (n: number) => send(world.order(lead(n)));
  await sending(0);
  const before = count();
  await world.db.deleteFrom('sendRates').execute();
  await sending(1);
  expect(count() - before, 'the claim, the fence and the result').toBe(3);

  const results = await Promise.all(Array.from({ length: 18 }, (_, n) => sending(n + 2)));
  const sent = results.filter(({ state }) => state === 'sent').length;
  expect(results.filter((result) => until(result) > 0)).toHaveLength(18 - sent);
  expect(sent).toBeLessThan(18);
  const begun = server.heard.filter((line) => line.startsWith('DATA'));
  expect(begun, 'no server heard DATA and then nothing').toHaveLength(server.taken.length);
  expect(server.taken).toHaveLength(sent + 2);
});

test('one after the other, messages keep the rate, too', async () => {
  await using world = await touchWorld({}, { perSecond: 10 });
  const lead = await manyLeads(world, 40, (n) => `company${n}.example`);
  const send = touch(world.deps);
  const begun = performance.now();
  for (let n = 0; n < 40; n++) expect(await send(world.order(lead(n)))).toMatchObject({ state: 'sent' });
  // The first one is free, and one may go while the bucket owes its token.
  expect(performance.now() - begun).toBeGreaterThan(3_700);
});
