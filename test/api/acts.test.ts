import { v7 } from 'uuid';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { definePolicy } from '../../domain/policy/policy.ts';
import { standardForms } from '../../domain/lead/form.ts';
import { DAY, HOUR, MINUTE } from '../../domain/time/duration.ts';
import { createWorld, NOON, type World } from './world.ts';

const policy = definePolicy({
  engagements: {
    attended: { data: { webinar: 'text', minutes: 'number', live: 'boolean', startedAt: 'instant' } },
    cancelled: { label: 'cancelled their seat', human: true, data: { webinar: 'text' } },
  },
});

const forms = {
  ...standardForms,
  webinar: { counts: 'attended', basis: 'inquiry', asks: 'for the recording', wording: 'I ask for the recording.' },
} as const;

let world: World;
let people = 0;
let email: string;

beforeAll(async () => void (world = await createWorld(forms, policy)));
beforeEach(() => void (email = `act${++people}@quay${people}.example`));
afterAll(async () => await world[Symbol.asyncDispose]());

interface Said {
  readonly id?: string;
  readonly kind?: string;
  readonly at?: number | string;
  readonly page?: string;
  readonly data?: Record<string, string | number | boolean>;
}

const does = async (engagement: Said) =>
  await world.as('intake').leads.add({
    lead: { email },
    source: 'webinars',
    consentBasis: 'inquiry',
    engagement: { id: v7(), kind: 'attended', ...engagement },
  });

const told = async (leadId: string) =>
  (await world.db.selectFrom('outbox').select('message').where('leadId', '=', leadId).orderBy('id').execute()).flatMap(
    ({ message }) => (message.type === 'signal' && message.name === 'engaged' ? [message.payload] : []),
  );

const refusal = (code: string, todo: string) => ({ code: 'BAD_REQUEST', data: { code, todo: expect.stringContaining(todo) } });

test('what a lead attended, and when, is saved, told to its program, and in its story', async () => {
  const leadId = await world.enrolled(email);
  const at = NOON - DAY;
  const id = v7();
  await does({ id, at, data: { webinar: 'docks-2027', minutes: 42, live: true, startedAt: '2026-03-09T10:30:00+01:00' } });
  const data = { webinar: 'docks-2027', minutes: 42, live: true, startedAt: Date.parse('2026-03-09T09:30:00Z') };
  const saved = world.db.selectFrom('engagements').select(['at', 'data']).where('id', '=', id);
  expect(await saved.executeTakeFirstOrThrow()).toEqual({ at: new Date(at), data });
  expect(await told(leadId)).toMatchObject([{ id, kind: 'attended', at, data }]);
  const story = await world.as('rep').leads.story({ leadId });
  expect(story.find(({ text }) => text.startsWith('attended'))).toMatchObject({
    at: new Date(at).toISOString(),
    text: 'attended a webinar (webinar docks-2027, minutes 42, live true, startedAt 2026-03-09 09:30 UTC)',
  });
});

test('a repeated report changes nothing, and two webinars within an hour are two acts', async () => {
  const leadId = await world.enrolled(email);
  const id = v7();
  await does({ id, data: { webinar: 'docks' } });
  await does({ id, data: { webinar: 'docks' } });
  await does({ data: { webinar: 'docks' } });
  await does({ data: { webinar: 'yards' } });
  expect((await told(leadId)).map(({ data }) => data)).toEqual([{ webinar: 'docks' }, { webinar: 'yards' }]);
});

test('what the policy does not declare is refused, and the answer says what it declares', async () => {
  await expect(does({ data: { webnar: 'docks' } })).rejects.toMatchObject(
    refusal('dataUnknown', 'It has webinar, minutes, live, startedAt.'),
  );
  await expect(does({ kind: 'downloaded', data: { guide: 'a' } })).rejects.toMatchObject(refusal('dataUnknown', 'It has none'));
  await expect(does({ data: { constructor: 'docks' } })).rejects.toMatchObject(refusal('dataUnknown', 'It has webinar'));
});

test.each([
  ['webinar', 'Docks and yards', 'a code'],
  ['webinar', 'ann@example.com', 'a code'],
  ['webinar', '', 'a code'],
  ['webinar', 'x'.repeat(101), 'a code'],
  ['webinar', 7, 'a code'],
  ['minutes', 'many', 'a number'],
  ['live', 'yes', 'true or false'],
  ['startedAt', '2026-03-09', 'an instant with its offset'],
  ['startedAt', 1.5, 'an instant with its offset'],
  ['startedAt', -1, 'an instant with its offset'],
])('as %s, %j is refused', async (field, value, wants) => {
  await expect(does({ data: { [field]: value } })).rejects.toMatchObject(refusal('dataInvalid', wants));
});

test('an act can be in the past, but not further ahead than clocks differ', async () => {
  const leadId = await world.enrolled(email);
  await does({ at: NOON - 400 * DAY });
  await does({ at: new Date(NOON + 4 * MINUTE).toISOString() });
  expect((await told(leadId)).map(({ at }) => at)).toEqual([NOON - 400 * DAY, NOON]);
  await expect(does({ at: NOON + HOUR })).rejects.toMatchObject(refusal('atAhead', 'Report only what has already happened'));
});

test('a page is the page of a visit', async () => {
  const leadId = await world.enrolled(email);
  await does({ kind: 'visited', page: 'pricing' });
  expect(await told(leadId)).toMatchObject([{ kind: 'visited', page: 'pricing' }]);
  await expect(does({ kind: 'visited', page: 'prices' })).rejects.toMatchObject(refusal('pageUnknown', 'There are pricing'));
  await expect(does({ page: 'pricing' })).rejects.toMatchObject(refusal('pageUnexpected', 'Only "visited" has one'));
});

test('a request that is reported a day late is a request from now on; one of long ago is history', async () => {
  const leadId = await world.enrolled(email);
  await does({ kind: 'demoRequested', at: NOON - DAY });
  expect(await told(leadId)).toMatchObject([{ kind: 'demoRequested', at: NOON - DAY, ready: 'fastTrack', readyAt: NOON }]);
  email = 'long-ago@quay.example';
  const long = await does({ kind: 'demoRequested', at: NOON - 100 * DAY });
  const { unattended } = await world.as('admin').ops.unattended();
  expect(unattended.map((found) => found.leadId)).not.toContain(long.leadId);
});

test('a form says what the act is about, once the owner of the address confirms it; an invalid value is left out', async () => {
  const payload = { email, webinar: 'docks-2027', minutes: '42', live: 'perhaps', seat: '7' };
  const answer = await world.api.inject({ method: 'POST', url: '/f/webinar', payload });
  expect(answer.statusCode).toBe(202);
  await world.confirm(email);
  const saved = world.db
    .selectFrom('engagements')
    .innerJoin('leads', 'leads.id', 'engagements.leadId')
    .select(['kind', 'data'])
    .where('email', '=', email);
  expect(await saved.execute()).toEqual([{ kind: 'attended', data: { webinar: 'docks-2027', minutes: 42 } }]);
});
