import { v7 } from 'uuid';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { EventResult } from '../../api/events/record-events.ts';
import { HOUR } from '../../domain/time/duration.ts';
import { createWorld, NOON, type World } from './world.ts';

let world: World;
let intake: { authorization: string };
beforeAll(async () => {
  world = await createWorld();
  intake = await world.key('intake');
});
afterAll(async () => await world[Symbol.asyncDispose]());

interface Answer {
  readonly recorded: number;
  readonly repeated: number;
  readonly refused: number;
  readonly results: readonly EventResult[];
  readonly next: string;
}

async function post(payload: object, headers: Record<string, string> = intake): Promise<Answer> {
  return (await world.api.inject({ method: 'POST', url: '/events', headers, payload })).json<Answer>();
}

const actsOf = async (leadId: string) =>
  (
    await world.db.selectFrom('engagements').select(['kind', 'at', 'page']).where('leadId', '=', leadId).orderBy('at').execute()
  ).map(({ kind, at, page }) => [kind, at.toISOString(), page]);

test('a batch of events is recorded, each at the time at which it happened', async () => {
  const leadId = await world.lead('ann@events.example');
  const answer = await post({
    events: [
      { lead: 'Ann@Events.example', kind: 'visited', page: 'pricing', at: new Date(NOON - 3 * HOUR).toISOString() },
      { lead: leadId, kind: 'attended', at: new Date(NOON - HOUR).toISOString() },
      { lead: 'ann@events.example', kind: 'booked' },
    ],
  });
  expect(answer).toMatchObject({ recorded: 3, repeated: 0, refused: 0 });
  expect(answer.results.map((result) => result.status !== 'refused' && result.leadId)).toEqual([leadId, leadId, leadId]);
  expect(await actsOf(leadId)).toEqual([
    ['visited', '2026-03-10T07:00:00.000Z', 'pricing'],
    ['attended', '2026-03-10T09:00:00.000Z', null],
    ['booked', '2026-03-10T10:00:00.000Z', null],
  ]);
});

test('an event that is sent again with its id changes nothing, whatever its id looks like', async () => {
  const leadId = await world.lead('bea@events.example');
  for (const id of [v7(), 'segment-msg-42']) {
    const events = [{ id, lead: leadId, kind: 'attended' }];
    expect(await post({ events })).toMatchObject({ recorded: 1 });
    expect(await post({ events })).toMatchObject({ recorded: 0, repeated: 1 });
  }
  expect(await actsOf(leadId)).toHaveLength(2);
});

test('the ids of two senders do not meet', async () => {
  const leadId = await world.lead('cem@events.example');
  const events = [{ id: '1', lead: leadId, kind: 'attended' }];
  expect(await post({ events })).toMatchObject({ recorded: 1 });
  expect(await post({ events }, await world.key('marketer'))).toMatchObject({ recorded: 1 });
});

test('a wrong event is refused by itself, with what is wrong and where', async () => {
  const leadId = await world.lead('dan@events.example');
  const { results, next, ...counts } = await post({
    events: [
      { lead: leadId, kind: 'atended' },
      { lead: leadId, kind: 'attended', when: 'now' },
      { lead: 'nobody@events.example', kind: 'attended' },
      { lead: leadId, kind: 'attended', at: new Date(NOON + HOUR).toISOString() },
      'nonsense',
      { lead: leadId, kind: 'visited', page: 'pricing' },
    ],
  });
  expect(counts).toEqual({ recorded: 1, repeated: 0, refused: 5 });
  expect(next).toBe('Correct and send the 5 events again that say why they are refused.');
  expect(results.map((result) => (result.status === 'refused' ? result.refused : result.status))).toMatchObject([
    { code: 'engagementUnknown', didYouMean: 'attended' },
    { code: 'invalidInput', field: 'when' },
    { code: 'leadUnknown', field: 'lead', todo: expect.stringContaining('"create"') as string },
    { code: 'atAhead' },
    { code: 'invalidInput', message: 'The input: expected an object.' },
    'recorded',
  ]);
});

test('leads whom nobody knows are saved if the sender says where they come from', async () => {
  const email = 'eva@events.example';
  const create = { source: 'webinar', consentBasis: 'none' };
  const events = [
    { id: 'a', lead: email, kind: 'attended' },
    { id: 'b', lead: email, kind: 'visited', page: 'pricing' },
  ];
  const answer = await post({ events, create });
  expect(answer).toMatchObject({ recorded: 2 });
  const lead = await world.db
    .selectFrom('leads')
    .select(['id', 'source', 'held'])
    .where('email', '=', email)
    .executeTakeFirstOrThrow();
  expect(lead).toMatchObject({ source: 'webinar', held: 'noConsent' });
  expect(await actsOf(lead.id)).toHaveLength(2);
  expect(await post({ events, create })).toMatchObject({ recorded: 0, repeated: 2 });
});

test('a no is a no by this door, too', async () => {
  const leadId = await world.lead('fin@events.example');
  await post({ events: [{ lead: leadId, kind: 'unsubscribed' }] });
  expect(await world.as('marketer').leads.status({ leadId })).toMatchObject({ email: { may: false } });
});

test('a running program hears of the events', async () => {
  const leadId = await world.enrolled('gus@events.example');
  await post({ events: [{ lead: leadId, kind: 'attended' }] });
  await world.relay();
  expect(world.engine.told('engaged')).toContainEqual(expect.objectContaining({ kind: 'attended' }));
});

test('who has no key, or the wrong one, is refused', async () => {
  const events = [{ lead: v7(), kind: 'attended' }];
  expect(await post({ events }, {})).toMatchObject({ code: 'noKey' });
  expect(await post({ events }, await world.key('rep'))).toMatchObject({ code: 'roleNotAllowed' });
});
