import { sql } from 'kysely';
import { v7 } from 'uuid';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { recordEvents } from '../../api/events/record-events.ts';
import type { EventResult } from '../../api/events/record-plain-events.ts';
import { deleteLead } from '../../db/leads/remove-lead.ts';
import { standardForms } from '../../domain/lead/form.ts';
import { definePolicy } from '../../domain/policy/policy.ts';
import { HOUR } from '../../domain/time/duration.ts';
import { afterEach, counted } from '../touch/statements.ts';
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

test.each(['\u0000', '\u0007'])('an address with %j is refused by itself, and the other events count', async (odd) => {
  const lead = await world.lead();
  const answer = await post({
    events: [
      { lead, kind: 'attended' },
      { lead: `od${odd}d@events.example`, kind: 'attended' },
      { lead, kind: 'booked' },
    ],
    create: { source: 'webinars', consentBasis: 'none' },
  });
  expect(answer).toMatchObject({ recorded: 2, refused: 1 });
  expect(answer.results[1]).toMatchObject({ refused: { code: 'invalidInput', field: 'lead' } });
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

test('an event whose id is written in capitals has its effects, and counts once', async () => {
  const leadId = await world.lead('kay@events.example');
  for (const kind of ['unsubscribed', 'attended']) {
    const events = [{ id: v7().toUpperCase(), lead: leadId.toUpperCase(), kind }];
    expect(await post({ events })).toMatchObject({ recorded: 1, results: [{ id: events[0]!.id.toLowerCase() }] });
    expect(await post({ events })).toMatchObject({ recorded: 0, repeated: 1, refused: 0 });
  }
  expect(await actsOf(leadId)).toHaveLength(2);
  expect(await world.as('marketer').leads.status({ leadId: leadId.toUpperCase() })).toMatchObject({ email: { may: false } });
});

test('a batch without ids that an outage interrupted counts once when it is repeated with its key', async () => {
  const leadId = await world.lead('lou@events.example');
  const events = ['attended', 'attended', 'booked'].map((kind) => ({ lead: leadId, kind }));
  const headers = { ...intake, 'idempotency-key': 'batch-1' };
  await sql`create function away() returns trigger language plpgsql as $$
    begin raise exception 'no space left on device' using errcode = '53100'; end $$`.execute(world.db);
  await sql`create trigger away before insert on engagements for each row when (new.kind = 'booked') execute function away()`.execute(
    world.db,
  );
  const interrupted = await post({ events }, headers);
  await sql`drop trigger away on engagements`.execute(world.db);
  expect(interrupted).toMatchObject({ code: 'databaseAway', message: expect.not.stringContaining('nothing') as string });
  expect(await actsOf(leadId)).toHaveLength(2);
  expect(await post({ events }, headers)).toMatchObject({ recorded: 1, repeated: 2 });
  expect(await post({ events }, { ...intake, 'idempotency-key': 'batch-2' })).toMatchObject({ recorded: 3 });
});

test('the ids of two senders do not collide', async () => {
  const leadId = await world.lead('cem@events.example');
  const events = [{ id: '1', lead: leadId, kind: 'attended' }];
  expect(await post({ events })).toMatchObject({ recorded: 1 });
  expect(await post({ events }, await world.key('marketer'))).toMatchObject({ recorded: 1 });
});

test('only the wrong event is refused, with what is wrong and where', async () => {
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
  expect(next).toBe('The answer says why 5 events were refused. Correct and send them again.');
  expect(results.map((result) => (result.status === 'refused' ? result.refused : result.status))).toMatchObject([
    { code: 'engagementUnknown', didYouMean: 'attended' },
    { code: 'invalidInput', field: 'when' },
    { code: 'leadUnknown', field: 'lead', todo: expect.stringContaining('"create"') as string },
    { code: 'atAhead' },
    { code: 'invalidInput', message: 'The input: expected an object.' },
    'recorded',
  ]);
});

test('unknown leads are saved if the sender names their source', async () => {
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

test('an opt-out counts on this route, too', async () => {
  const leadId = await world.lead('fin@events.example');
  await post({ events: [{ lead: leadId, kind: 'unsubscribed' }] });
  expect(await world.as('marketer').leads.status({ leadId })).toMatchObject({ email: { may: false } });
});

test('a running program is told about the events', async () => {
  const leadId = await world.enrolled('gus@events.example');
  await post({ events: [{ lead: leadId, kind: 'attended' }] });
  await world.relay();
  expect(world.engine.told('engaged')).toContainEqual(expect.objectContaining({ kind: 'attended' }));
});

const sender = { id: 'key', name: 'product', role: 'intake', repId: undefined } as const;

test('many events of different leads cost as many statements as two', async () => {
  const leads = [];
  for (const name of ['hal', 'ida', 'jon', 'kim', 'lea', 'mia']) leads.push(await world.enrolled(`${name}@events.example`));
  const statementsFor = async (some: readonly string[], kind: string) => {
    const { db, count } = counted(world.db);
    const events = some.map((lead) => ({ lead, kind }));
    expect(await recordEvents({ ...world.deps, db }, sender, { events })).toMatchObject({ recorded: some.length });
    return count();
  };
  expect(await statementsFor(leads, 'attended')).toBe(await statementsFor(leads.slice(2, 4), 'downloaded'));
  await world.relay();
  const told = world.engine.told('engaged').filter((one) => 'kind' in one && one.kind === 'attended');
  expect(told.length).toBeGreaterThanOrEqual(leads.length);
});

test('one id for events of two leads in a batch is the first one’s', async () => {
  const [first, second] = [await world.enrolled('ned@events.example'), await world.enrolled('ole@events.example')];
  const events = [first, second].map((lead) => ({ id: 'one', lead, kind: 'attended' }));
  const { results } = await post({ events });
  expect(results).toMatchObject([{ status: 'recorded', leadId: first }, { status: 'refused' }]);
  expect(await actsOf(second)).toEqual([]);
});

test('a lead that is deleted while a batch runs costs only its own event', async () => {
  const stays = await world.enrolled('pia@events.example');
  const goes = await world.lead('quy@events.example');
  // A lead that nobody waits for: its events are recorded together with others.
  await world.db.updateTable('leads').set({ stage: 'disqualified' }).where('id', '=', goes).execute();
  const db = afterEach(world.db, (nth) =>
    nth === 1 ? world.db.transaction().execute(async (trx) => await deleteLead(trx, goes)) : undefined,
  );
  const events = [goes, stays].map((lead) => ({ lead, kind: 'attended' }));
  const { results } = await recordEvents({ ...world.deps, db }, sender, { events });
  expect(results).toMatchObject([{ status: 'refused' }, { status: 'recorded', leadId: stays }]);
  expect(await actsOf(stays)).toHaveLength(1);
});

test('a lead whose program ends while a batch runs comes in anew', async () => {
  await using here = await createWorld(standardForms, definePolicy({ intake: { program: 'newcomers' } }));
  const [ends, stays] = [await here.enrolled('ray@events.example'), await here.enrolled('sue@events.example')];
  const ended = { state: 'ended', endedAs: 'archived', endedAt: new Date(here.now) } as const;
  const db = afterEach(here.db, (nth) =>
    nth === 1 ? here.db.updateTable('enrolments').set(ended).where('leadId', '=', ends).execute() : undefined,
  );
  const events = [ends, stays].map((lead) => ({ lead, kind: 'attended' }));
  expect(await recordEvents({ ...here.deps, db }, sender, { events })).toMatchObject({ recorded: 2 });
  const enrolments = here.db.selectFrom('enrolments').select('leadId').where('state', 'in', ['waiting', 'running']);
  expect(await enrolments.execute()).toContainEqual({ leadId: ends });
});

test('the events of one lead keep their order, whether they name its id or its address', async () => {
  const leadId = await world.enrolled('rob@events.example');
  const known = Object.keys(world.deps.policy.pages);
  const events = [0, 1, 2, 3].map((n) => ({
    lead: n % 2 === 0 ? leadId : 'rob@events.example',
    kind: 'visited',
    page: known[n % known.length],
  }));
  expect(await post({ events })).toMatchObject({ recorded: events.length });
  const { acts } = await world.db.selectFrom('scores').select('acts').where('leadId', '=', leadId).executeTakeFirstOrThrow();
  expect(acts.map(({ page }) => page)).toEqual(events.map(({ page }) => page));
});

test('a caller without a key, or with the wrong one, is refused', async () => {
  const events = [{ lead: v7(), kind: 'attended' }];
  expect(await post({ events }, {})).toMatchObject({ code: 'noKey' });
  expect(await post({ events }, await world.key('rep'))).toMatchObject({ code: 'roleNotAllowed' });
});
