import { v7 } from 'uuid';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { definePolicy } from '../../domain/policy/policy.ts';
import { createWorld, type World } from './world.ts';

const policy = definePolicy({
  engagements: {
    quoted: { label: 'asked for a quote', human: true, position: 'bottom', fastTrack: true },
    left: { label: 'left the trial', human: true, closes: 'unsubscribed' },
  },
  personas: { installer: { label: 'Installer', pace: 1, rank: 5 } },
});

let world: World;
let people = 0;
let email: string;

beforeAll(async () => void (world = await createWorld(undefined, policy)));
beforeEach(() => void (email = `own${++people}@pier${people}.example`));
afterAll(async () => await world[Symbol.asyncDispose]());

const does = async (kind: string, id = v7()) =>
  await world.as('intake').leads.add({ lead: { email }, source: 'shop', consentBasis: 'inquiry', engagement: { id, kind } });

const textsOf = async (leadId: string) => (await world.as('rep').leads.story({ leadId })).map(({ text }) => text);

test('what an app lets leads do is told to the program, with what it proves', async () => {
  const leadId = await world.enrolled(email);
  const id = v7();
  await does('quoted', id);
  const { message } = await world.db
    .selectFrom('outbox')
    .select('message')
    .where('leadId', '=', leadId)
    .orderBy('id', 'desc')
    .executeTakeFirstOrThrow();
  expect(message).toMatchObject({ payload: { id, kind: 'quoted', human: true, ready: 'fastTrack' } });
  expect(await textsOf(leadId)).toContain('asked for a quote');
});

test('a request of the kind of an app waits for a person when no program runs', async () => {
  const { leadId } = await does('quoted');
  expect((await world.as('admin').ops.unattended()).unattended).toMatchObject([
    { kind: 'request', leadId, because: 'asked for something, and no rep was told (asked for a quote)' },
  ]);
});

test('a no of the kind of an app closes the channel', async () => {
  const leadId = await world.enrolled(email);
  expect((await world.as('rep').leads.status({ leadId })).email.may).toBe(true);
  await does('left');
  expect((await world.as('rep').leads.status({ leadId })).email).toMatchObject({ may: false, because: 'unsubscribed' });
});

test('a lead can be any kind of buyer of the app, whatever the source', async () => {
  const personaOf = async (leadId: string) =>
    (await world.db.selectFrom('leads').select('persona').where('id', '=', leadId).executeTakeFirstOrThrow()).persona;
  const lead = { email, persona: 'Installer' };
  const { leadId } = await world.as('intake').leads.add({ lead, source: 'shop', consentBasis: 'inquiry' });
  expect(await personaOf(leadId)).toBe('installer');
  await world.as('marketer').leads.update({ leadId, persona: 'user' });
  expect(await personaOf(leadId)).toBe('user');
  await world.as('marketer').leads.update({ leadId, persona: 'installer' });
  expect(await personaOf(leadId)).toBe('installer');
  await expect(world.as('marketer').leads.update({ leadId, persona: 'instaler' })).rejects.toMatchObject({
    code: 'BAD_REQUEST',
    data: { code: 'personaUnknown' },
  });
});

test('anything that the policy does not know is refused', async () => {
  await expect(does('quotted')).rejects.toMatchObject({ code: 'BAD_REQUEST', data: { code: 'engagementUnknown' } });
  await expect(does('constructor')).rejects.toMatchObject({ data: { code: 'engagementUnknown' } });
});
