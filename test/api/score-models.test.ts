import { v7 } from 'uuid';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { createCaller } from '../../api/router.ts';
import { definePolicy, type Policy } from '../../domain/policy/policy.ts';
import { DAY } from '../../domain/time/duration.ts';
import { applyJournal } from '../../services/leads/journal.ts';
import { browser, createWorld, NOON, type World } from './world.ts';

const ideal = { industries: ['logistics'], seniorities: ['director'] } as const;

/** One model decides; an eager one finds a single download enough, and another one looks for executives. */
const policy = definePolicy({
  scoring: {
    ideal,
    models: {
      eager: {
        interest: { download: { label: 'downloaded', on: 'downloaded', points: 60, most: 60 } },
        ready: { fit: 60, acts: 1, within: '90 days', positions: ['top'] },
      },
      bosses: { ideal: { ...ideal, seniorities: ['executive'] } },
    },
  },
});

let world: World;
let people = 0;
let leadId: string;
let email: string;

beforeAll(async () => void (world = await createWorld(undefined, policy)));
beforeEach(async () => {
  world.now = NOON;
  email = `model${++people}@pier${people}.example`;
  leadId = await world.enrolled(email);
});
afterAll(async () => await world[Symbol.asyncDispose]());

/** The API of the same company with another policy. */
const under = (other: Policy, role: 'intake' | 'marketer') =>
  createCaller({ ...world.deps, policy: other, principal: { id: 'key', name: role, role } });
const does = async (kind: string, as = world.as('intake')) =>
  await as.leads.add({
    lead: { email, industry: 'Logistics' },
    source: 'shop',
    consentBasis: 'inquiry',
    engagement: { id: v7(), kind },
  });
const scores = async () => await world.as('marketer').leads.score({ leadId });
const tally = async (name: string) =>
  (await world.as('manager').reports.backtest()).models.find(({ model }) => model === name)?.tally;

test('every model scores what a lead did and says why, and only one of them decides', async () => {
  await does('downloaded');
  await world.as('marketer').leads.update({ leadId, seniority: 'director' });
  expect(await scores()).toMatchObject({
    deciding: {
      fit: 100,
      interest: 10,
      interestWhy: [{ term: 'download', label: 'downloaded', points: 10 }],
      temperature: 'cold',
      lacks: [
        { code: 'interestTooLow', label: 'has not shown enough interest' },
        { code: 'tooFewActs' },
        { code: 'onlyEarlyActs' },
      ],
      firstReadyAt: undefined,
    },
    models: {
      eager: { fit: 100, interest: 60, temperature: 'hot', lacks: [], firstReadyAt: new Date(NOON).toISOString() },
      bosses: { fit: 75, interest: 10, temperature: 'cold' },
    },
  });
  expect((await scores()).models['bosses']?.fitWhy.map(({ term }) => term)).toEqual(['size', 'industry', 'region']);
  await world.relay();
  const told = world.engine.heard.filter((one) => one.leadId === leadId);
  expect(told.filter(({ payload }) => 'ready' in payload)).toEqual([]);
});

test('what each model would have decided is counted over all leads', async () => {
  const before = await tally('eager');
  await does('downloaded');
  const after = await tally('eager');
  expect(after).toMatchObject({ ready: (before?.ready ?? 0) + 1, scored: (before?.scored ?? 0) + 1, both: before?.both ?? 0 });
});

test('a fact that changes the fit changes it by every model', async () => {
  await does('downloaded');
  await world.as('marketer').leads.update({ leadId, seniority: 'executive' });
  expect(await scores()).toMatchObject({ deciding: { fit: 75 }, models: { eager: { fit: 75 }, bosses: { fit: 100 } } });
});

test('a model that is new starts from all that a lead did, and counts each act once', async () => {
  const alone = definePolicy({ scoring: { ideal } });
  await does('downloaded', under(alone, 'intake'));
  world.now = NOON + 30 * DAY;
  // The model is there, and the lead has done nothing since.
  expect(await scores()).toMatchObject({
    deciding: { interest: 5 },
    models: { eager: { interest: 30, firstReadyAt: undefined } },
  });
  await does('downloaded');
  expect(await scores()).toMatchObject({ deciding: { interest: 15 }, models: { eager: { interest: 60 } } });
  const bare = { deciding: { interest: 15 }, models: {} };
  expect(await under(alone, 'marketer').leads.score({ leadId })).toMatchObject(bare);
});

test('a click that a machine made is taken back from every model', async () => {
  const key = await world.touch(leadId);
  const ask = async (kind: 'click' | 'unsubscribe' | 'preferences', link?: string) =>
    await world.api.inject({ url: new URL(world.links.sign(kind, key, link)).pathname, headers: browser });
  await ask('click', 'guide');
  expect(await scores()).toMatchObject({ models: { eager: { interest: 60 } } });
  world.now += 25_000;
  await ask('click', 'honeypot');
  const { deciding, models } = await scores();
  expect([deciding, models['eager'], models['bosses']].map((score) => Math.round(score!.interest))).toEqual([0, 0, 0]);
});

test('a lead that sales gives back has to earn its interest again by every model', async () => {
  await does('downloaded');
  const { id: enrolmentId } = await world.db
    .selectFrom('enrolments')
    .select('id')
    .where('leadId', '=', leadId)
    .executeTakeFirstOrThrow();
  const line = { visit: 1, n: 0, at: NOON, kind: 'stage', from: 'sal', to: 'recycled' };
  await applyJournal(world.db, policy, { leadId, enrolmentId, journal: [line] });
  expect(await scores()).toMatchObject({ deciding: { interest: 10 }, models: { eager: { temperature: 'warm' } } });
  expect((await scores()).models['eager']?.interest).toBeCloseTo(policy.scoring.hot.lower - 1);
});

test('the score of an unknown lead is refused', async () => {
  await expect(world.as('rep').leads.score({ leadId: v7() })).rejects.toMatchObject({ code: 'NOT_FOUND' });
});
