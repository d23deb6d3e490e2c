import { sql } from 'kysely';
import { v7 } from 'uuid';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createWorld, type World } from '../api/world.ts';

let world: World;
beforeAll(async () => {
  world = await createWorld();
  await world.enrolled('somebody@else.example'); // launches the campaign "Spring"
});
afterAll(async () => await world[Symbol.asyncDispose]());

const addressOf = async (order: { form: string; campaign?: string; source?: string }) =>
  new URL((await world.as('marketer').forms.link(order)).url).pathname;
const send = async (url: string, payload: object, headers: Record<string, string> = {}) =>
  (await world.api.inject({ method: 'POST', url, headers, payload })).statusCode;
const requests = async (emailKey: string) =>
  await world.db.selectFrom('confirmations').selectAll().where('emailKey', '=', emailKey).orderBy('state').execute();
const lead = async (emailKey: string) =>
  await world.db.selectFrom('leads').selectAll().where('emailKey', '=', emailKey).executeTakeFirst();

test('a signed address says the campaign and the source', async () => {
  const url = await addressOf({ form: 'contact', campaign: 'Spring', source: 'Hannover Messe – Stand 4' });
  expect(await send(url, { email: 'ann@signed.example' })).toBe(202);
  await world.confirm('ann@signed.example');
  const ann = await lead('ann@signed.example');
  expect(ann).toMatchObject({ source: 'Hannover Messe – Stand 4' });
  const enrolments = await world.db.selectFrom('enrolments').select('campaignId').where('leadId', '=', ann!.id).execute();
  expect(enrolments).toHaveLength(1);
});

test('an address with only one of them, or the longest source, works too', async () => {
  for (const [n, order] of [{ campaign: 'Spring' }, { source: '漢'.repeat(80) }].entries())
    expect(await send(await addressOf({ form: 'demo', ...order }), { email: `n${n}@signed-b.example` })).toBe(202);
  expect((await requests('n1@signed-b.example'))[0]).toMatchObject({ claim: { fields: { source: '漢'.repeat(80) } } });
});

test('the part after a question mark does not count', async () => {
  expect(await send('/f/demo?campaign=Spring&source=partner', { email: 'bob@plain.example' })).toBe(202);
  expect((await requests('bob@plain.example'))[0]).toMatchObject({
    campaignId: null,
    claim: { fields: { source: 'form/demo' } },
  });
});

test('no character of a signed address can be changed', async () => {
  const url = await addressOf({ form: 'demo', campaign: 'Spring' });
  for (let at = url.indexOf('/f/') + 3; at < url.length - 1; at += 7) {
    const changed = url.slice(0, at) + (url[at] === 'b' ? 'c' : 'b') + url.slice(at + 1);
    expect(await send(changed, { email: 'eve@changed.example' }), changed).toBe(404);
  }
  expect(await send(url.replace('/f/', '/c/'), {})).toBe(405);
  expect(await requests('eve@changed.example')).toEqual([]);
});

test('an unknown campaign or form is reported to the marketer', async () => {
  await expect(addressOf({ form: 'demo', campaign: 'Nope' })).rejects.toMatchObject({ code: 'NOT_FOUND' });
  for (const form of ['quote', 'constructor', '__proto__'])
    await expect(addressOf({ form }), form).rejects.toMatchObject({ data: { code: 'formUnknown' } });
  expect(await send('/f/constructor', { email: 'a@b.example' })).toBe(404);
});

test('one key for two people loses no act', async () => {
  const headers = { 'idempotency-key': v7() };
  const people = ['p1@race.example', 'p2@race.example', 'p3@race.example'];
  for (const email of people) expect(await send('/f/trial', { email }, headers)).toBe(202);
  for (const email of people) expect(await requests(email)).toHaveLength(1);
});

test('one key for two messages of a person loses neither, before and after the confirmation', async () => {
  const headers = { 'idempotency-key': v7() };
  const email = 'words@race.example';
  for (const message of ['First', 'Second', 'Second']) await send('/f/contact', { email, message }, headers);
  expect((await requests(email)).map(({ claim }) => claim?.words)).toEqual(['First\n\nSecond']);
  await world.confirm(email);
  await send('/f/contact', { email, message: 'Third' }, headers);
  expect((await requests(email)).map(({ state, claim }) => [state, claim?.words])).toEqual([['confirmed', undefined], ['waiting', 'Third']]); // prettier-ignore
});

test('a form that hits a conflict is retried, and the visitor does not notice', async () => {
  // Numbers of a sequence are not rolled back: the first try fails as Postgres fails one of two that clash.
  for (const statement of [
    'create sequence tries',
    `create function clash() returns trigger language plpgsql as
      $$ begin if nextval('tries') < 3 then raise 'a clash' using errcode = '40001'; end if; return new; end $$`,
    'create trigger clash before insert on confirmations for each row execute function clash()',
  ])
    await sql.raw(statement).execute(world.db);
  expect(await send('/f/demo', { email: 'twice@clash.example' })).toBe(202);
  expect(await requests('twice@clash.example')).toHaveLength(1);
  await sql`drop trigger clash on confirmations`.execute(world.db);
});

test('forms for a lead who is being enrolled are all accepted', async () => {
  const email = 'busy@launch.example';
  await world.lead(email);
  const launch = world.as('marketer').campaigns.launch({ name: 'At once', program: 'newcomers', audience: 'everybody' });
  const sent = await Promise.all(Array.from({ length: 5 }, (_, n) => send('/f/demo', { email, message: `m${n}` })));
  await launch;
  expect(new Set(sent)).toEqual(new Set([202]));
});
