import { v7 } from 'uuid';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { closeChannel } from '../../services/contact/close-channel.ts';
import { DAY } from '../../domain/time/duration.ts';
import { browser, createWorld, NOON, type World } from './world.ts';

let world: World;
let leadId: string;
let key: string;
let calls = 0;

beforeAll(async () => {
  world = await createWorld();
});
afterAll(async () => await world[Symbol.asyncDispose]());
beforeEach(async () => {
  world.now = NOON;
  leadId = await world.enrolled(`lead${++calls}@pier7.example`);
  key = await world.touch(leadId);
});

type Kind = Parameters<World['links']['sign']>[0];
const path = (kind: Kind, link?: string) => new URL(world.links.sign(kind, key, link)).pathname;
const read = async (kind: Kind = 'preferences') =>
  (await world.api.inject({ method: 'GET', url: path(kind), headers: browser })).body;
async function asks(answer: string, until = '') {
  const headers = { ...browser, 'content-type': 'application/x-www-form-urlencoded' };
  const payload = new URLSearchParams({ answer, until }).toString();
  const response = await world.api.inject({ method: 'POST', url: path('preferences'), headers, payload });
  expect(response.statusCode).toBe(200);
  return response.body;
}
const email = async () => (await world.as('marketer').leads.status({ leadId })).email;
const answers = async () =>
  await world.db
    .selectFrom('engagements')
    .select('answer')
    .where('leadId', '=', leadId)
    .where('kind', '=', 'answered')
    .orderBy('id')
    .execute();
const offers = (body: string) => [...body.matchAll(/name="answer" value="(\w+)"/g)].map(([, answer]) => answer);

test('the page says what holds, offers what would change it, and the way out', async () => {
  const body = await read();
  expect(body).toContain('You get our emails as usual.');
  expect(offers(body)).toEqual(['notRelevant', 'wrongTopic', 'tooOften', 'later', 'boughtElsewhere', 'pause']);
  expect(body).toContain(path('unsubscribe'));
  expect(body).toContain('Pause for 30 days');
  expect(body).toContain('When may we write again? (without a date: in 60 days)');
  expect(await answers()).toEqual([]);
});

test.each([
  ['pause', '', 'We will not write to you before 9 April 2026.', NOON + 30 * DAY],
  ['later', '2026-06-01', 'We will not write to you before 1 June 2026.', Date.parse('2026-06-01')],
  ['later', '', 'We will not write to you before 9 May 2026.', NOON + 60 * DAY],
  ['later', '2020-01-01', 'We will not write to you before 9 May 2026.', NOON + 60 * DAY],
  ['later', '2026-06-31', 'We will not write to you before 9 May 2026.', NOON + 60 * DAY],
  ['later', 'soon', 'We will not write to you before 9 May 2026.', NOON + 60 * DAY],
  ['boughtElsewhere', '2026-12-31', 'We will not write to you before 31 December 2026.', Date.parse('2026-12-31')],
  ['later', '9999-12-31', 'We will not write to you before 9 March 2028.', NOON + 730 * DAY],
])('after "%s" %s it says and does: %s', async (answer, until, sentence, instant) => {
  expect(await asks(answer, until)).toContain(sentence);
  expect(await read()).toContain(sentence);
  expect(await email()).toEqual({ may: false, because: 'paused', until: new Date(instant).toISOString() });
  world.now = instant;
  expect(await email()).toEqual({ may: true });
  expect(await read()).toContain('You get our emails as usual.');
});

test('the last date counts, be it earlier or later', async () => {
  await asks('later', '2026-09-01');
  expect(await asks('later', '2026-04-01')).toContain('before 1 April 2026');
  expect(await email()).toMatchObject({ until: '2026-04-01T00:00:00.000Z' });
  expect(await asks('pause')).toContain('before 9 April 2026');
});

test('a pause that is asked for again begins again', async () => {
  await asks('pause');
  await asks('pause');
  expect(await answers()).toHaveLength(1);
  world.now = NOON + 20 * DAY;
  expect(await asks('pause')).toContain('before 29 April 2026');
  expect(await answers()).toHaveLength(2);
});

test('a pause can be taken back on the same page, and asked for again', async () => {
  await asks('pause');
  expect(offers(await read())).toContain('resume');
  expect(await asks('resume')).toContain('You get our emails as usual.');
  expect(await email()).toEqual({ may: true });
  expect(offers(await read())).not.toContain('resume');
  expect(await asks('pause')).toContain('before 9 April 2026');
  expect(await email()).toMatchObject({ because: 'paused' });
});

test('a pause that a rep notes for them, after they took one back themselves, can be taken back as well', async () => {
  await asks('pause');
  world.now += DAY;
  await asks('resume');
  world.now += DAY;
  const noted = { leadId, reason: 'paused', at: world.now, until: world.now + 30 * DAY } as const;
  await world.db.transaction().execute((trx) => closeChannel(trx, world.deps.policy, () => v7(), noted));
  world.now += DAY;
  expect(await asks('resume')).toContain('You get our emails as usual.');
});

test('a slower pace is said with its numbers, once an email, and as slow as it gets', async () => {
  expect(await asks('tooOften')).toContain('at half the usual pace, at most every 4 days');
  expect(await asks('tooOften')).toContain('at half the usual pace');
  await world.db.updateTable('leads').set({ slower: 8 }).where('id', '=', leadId).execute();
  expect(offers(await read())).not.toContain('tooOften');
});

test('a lead who has left sees that, and is offered nothing that would not apply', async () => {
  await world.api.inject({ method: 'POST', url: path('unsubscribe') });
  const body = await read();
  expect(body).toContain('We will not write to you any more.');
  expect(offers(body)).toEqual([]);
  // An old page that is still open brings nobody back.
  expect(await asks('resume')).toContain('We will not write to you any more.');
  expect(await email()).toEqual({ may: false, because: 'unsubscribed' });
});

test('the page does not show what others have closed', async () => {
  await world.as('marketer').contact.close({ leadId, channel: 'all', reason: 'hold', until: '2026-04-01T00:00:00Z' });
  expect(await read()).toContain('You get our emails as usual.');
  await asks('resume');
  expect(await email()).toMatchObject({ because: 'hold' });
});

test('"not relevant" ends only this program', async () => {
  expect(await asks('notRelevant')).toContain('This series of emails has ended for you.');
  expect(await email()).toEqual({ may: false, because: 'notRelevant' });
  await world.db.updateTable('enrolments').set({ state: 'ended' }).where('leadId', '=', leadId).execute();
  const audience = { leadIds: [leadId] };
  const again = await world.as('marketer').campaigns.launch({ name: `again ${leadId}`, program: 'newcomers', audience });
  expect(again.notEnrolled).toMatchObject([{ text: 'may not be emailed: not relevant to them', some: [leadId] }]);
});

test('an answer to an email of years ago counts', async () => {
  world.now = NOON + 2_000 * DAY;
  expect(await asks('pause')).toContain('We will not write to you before');
  const late = await world.api.inject({ method: 'POST', url: path('answer', 'later'), headers: browser });
  expect(late.statusCode).toBe(200);
  expect(await email()).toMatchObject({ because: 'paused', until: new Date(world.now + 60 * DAY).toISOString() });
});

test('the program is told what the lead wishes', async () => {
  await asks('tooOften');
  await world.relay();
  const heard = world.engine.heard.filter((one) => one.leadId === leadId && one.name === 'engaged');
  expect(heard.map(({ payload }) => payload)).toMatchObject([{ answer: 'tooOften', prefers: { slower: 2, otherTopic: false } }]);
});

test('an erased lead is thanked, too', async () => {
  key = '00000000-0000-7000-8000-000000000000/1/1';
  expect(await asks('pause')).toContain('Thank you');
});
