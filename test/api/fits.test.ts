import { sql } from 'kysely';
import { v7 } from 'uuid';
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { createCaller } from '../../api/router.ts';
import { deleteLead, effectsOf } from '../../db/leads/remove-lead.ts';
import { listActs } from '../../db/system/audit.ts';
import { definePolicy, type Policy } from '../../domain/policy/policy.ts';
import { refitIfChanged, refitNightly } from '../../services/engagements/refit.ts';
import { eraseLead } from '../../services/leads/erase-lead.ts';
import { createWorld, NOON, type World } from './world.ts';

const ideal = {
  size: { from: 50, to: 5000 },
  industries: ['logistics'],
  seniorities: ['director'],
  regions: ['Europe'],
} as const;
/** One model decides, another one looks for executives. */
const policy = definePolicy({ scoring: { ideal, models: { bosses: { ideal: { ...ideal, seniorities: ['executive'] } } } } });

let world: World;
let companies = 0;
let dock: string;

beforeAll(async () => void (world = await createWorld(undefined, policy)));
afterAll(async () => await world[Symbol.asyncDispose]());
beforeEach(() => {
  world.now = NOON;
  dock = `dock${++companies}.example`;
});

const marketer = (under: Policy = policy) =>
  createCaller({ ...world.deps, policy: under, principal: { id: 'key', name: 'marketer', role: 'marketer' } });

/** The addresses of leads whom an audience finds. */
async function found(where: string, under: Policy): Promise<string[]> {
  const { items } = await marketer(under).leads.list({ where, limit: 200 });
  return items.map(({ email }) => email).toSorted();
}

/** The fits that `leads.score` computes, by the addresses of all leads, and in each the deciding model first. */
async function computed(under: Policy): Promise<ReadonlyMap<string, readonly number[]>> {
  const leads = await world.db.selectFrom('leads').select(['id', 'email']).where('duplicateOf', 'is', null).execute();
  const scored = leads.map(async ({ id, email }) => {
    const { deciding, models } = await marketer(under).leads.score({ leadId: id });
    return [email, [deciding, ...Object.values(models)].map(({ fit }) => fit)] as const;
  });
  return new Map(await Promise.all(scored));
}

/** Audiences by fit find exactly the leads that fit so well, and the fit of a lead is that of its page. @returns the fits by address */
async function agrees(under: Policy = policy): Promise<ReadonlyMap<string, readonly number[]>> {
  const fits = await computed(under);
  for (const [n, field] of ['fit', 'fit.bosses'].entries())
    for (const from of [1, 20, 45, 60, 75, 100])
      expect({ field, from, leads: await found(`${field} from ${from}`, under) }).toEqual({
        field,
        from,
        leads: [...fits]
          .filter(([, of]) => of[n]! >= from)
          .map(([email]) => email)
          .toSorted(),
      });
  return fits;
}

const importCsv = async (csv: string) =>
  await world.as('marketer').imports.run({ file: { csv }, source: 'fair', consentBasis: 'optIn', consents: 'add' });
const add = async (lead: Record<string, string>) =>
  (await world.as('intake').leads.add({ lead: lead as { email: string }, source: 'shop', consentBasis: 'optIn' })).leadId;

/** Ann is a director whose company nobody knows; Bob works there, too. */
async function annAndBob(): Promise<{ ann: string; bob: string }> {
  const ann = await add({ email: `ann@${dock}`, seniority: 'director' });
  return { ann, bob: await add({ email: `bob@${dock}` }) };
}

test('a file of leads in no program can be chosen by their fit at once, and so can what a later file says', async () => {
  await importCsv(
    `email,title,employees,industry,country\nann@${dock},Director of Logistics,400,logistics,DE\nbob@quay${dock},,,,BR`,
  );
  const before = await agrees();
  expect(before.get(`ann@${dock}`)).toEqual([100, 75]);
  expect(before.get(`bob@quay${dock}`)).toEqual([0, 0]);
  await importCsv(`email,title,employees,industry\nbob@quay${dock},Chief Executive Officer,300,Logistics`);
  expect((await agrees()).get(`bob@quay${dock}`)).toEqual([55, 80]);
});

test('a file that says where a company is, or how large, changes the fit of those who work there', async () => {
  await annAndBob();
  const before = await agrees();
  await importCsv(`email,country\neve@${dock},DE`);
  const between = await agrees();
  expect(between.get(`bob@${dock}`)![0]).toBe(before.get(`bob@${dock}`)![0]! + 20);
  await importCsv(`email,employees\neve@${dock},400`);
  expect((await agrees()).get(`bob@${dock}`)![0]).toBe(between.get(`bob@${dock}`)![0]! + 30);
});

test('a person who fills in a form has a fit', async () => {
  const fields = { email: `eve@${dock}`, name: 'Eve Moss', title: 'Director', country: 'Germany' };
  await world.api.inject({ method: 'POST', url: '/f/contact', payload: fields });
  await world.confirm(`eve@${dock}`);
  expect((await agrees()).get(`eve@${dock}`)?.[0]).toBeGreaterThan(0);
});

test.each<[string, (leadId: string) => Promise<unknown>]>([
  ['a lead', (leadId) => marketer().leads.update({ leadId, seniority: 'executive' })],
  ['its country, which is also where its company is', (leadId) => marketer().leads.update({ leadId, country: 'FR' })],
  ['its company', () => marketer().accounts.update({ account: dock, size: 400, industry: 'Logistics' })],
  [
    'which company is its own',
    async (leadId) => {
      await importCsv(`email,employees,country\neve@other${dock},400,DE`);
      await marketer().leads.update({ leadId, company: `other${dock}` });
    },
  ],
])('a correction of %s changes the fit', async (_, correct) => {
  const { ann } = await annAndBob();
  const before = await agrees();
  await correct(ann);
  expect((await agrees()).get(`ann@${dock}`)).not.toEqual(before.get(`ann@${dock}`));
});

test('a merge of leads changes the fit, and its undo gives both their own', async () => {
  const { ann, bob } = await annAndBob();
  await importCsv(`email,country,title\nbob@other${dock},DE,CEO`);
  const other = await marketer().leads.get({ leadId: `bob@other${dock}` });
  const before = await agrees();
  await marketer().leads.merge({ keep: bob, drop: `bob@other${dock}` });
  expect((await agrees()).get(`bob@${dock}`)).not.toEqual(before.get(`bob@${dock}`));
  // What somebody says meanwhile stays.
  await marketer().accounts.update({ account: dock, size: 400 });
  await marketer().leads.unmerge({ leadId: bob });
  const after = await agrees();
  expect(after.get(other.email)).toEqual(before.get(other.email));
  expect(after.get(`ann@${dock}`)![0]).toBe(before.get(`ann@${dock}`)![0]! + 30);
  expect((await marketer().leads.get({ leadId: ann })).score.fit).toBe(after.get(`ann@${dock}`)![0]);
});

test('a merge of companies changes the fit of their people, and its undo gives it back', async () => {
  await annAndBob();
  await importCsv(`email,employees,industry\neve@other${dock},400,logistics`);
  const before = await agrees();
  await marketer().accounts.merge({ keep: dock, drop: `other${dock}` });
  expect((await agrees()).get(`ann@${dock}`)).not.toEqual(before.get(`ann@${dock}`));
  await marketer().accounts.unmerge({ account: dock });
  expect(await agrees()).toEqual(before);
});

test('an act of a lead leaves its fit as it is', async () => {
  const { ann } = await annAndBob();
  const before = await agrees();
  await world.as('intake').events.record({ events: [{ lead: ann, kind: 'trialStarted' }] });
  expect(await agrees()).toEqual(before);
});

test('leads that were saved before, by models that have changed since or by none, follow once the platform starts', async () => {
  const { ann } = await annAndBob();
  expect((await agrees()).get(`ann@${dock}`)).toEqual([25, 0]);
  const other = definePolicy({
    scoring: {
      ideal: { ...ideal, seniorities: ['staff'] },
      models: { bosses: { ideal: { ...ideal, seniorities: ['director'] } } },
    },
  });
  await world.db.deleteFrom('modelScores').execute();
  await world.db.deleteFrom('scores').where('leadId', '=', ann).execute();
  await refitIfChanged(world.db, other, v7, NOON);
  expect((await agrees(other)).get(`ann@${dock}`)).toEqual([0, 25]);
  await refitIfChanged(world.db, policy, v7, NOON);
  await agrees();
  const lines = async () => (await listActs(world.db, { action: 'fits.refreshed', limit: 10 })).length;
  const before = await lines();
  await refitIfChanged(world.db, policy, v7, NOON);
  expect(await lines()).toBe(before);
});

test('in the night, a fit that was missed is computed', async () => {
  const { ann } = await annAndBob();
  await world.db.updateTable('scores').set({ fit: 7 }).where('leadId', '=', ann).execute();
  await refitNightly(world.db, policy, v7, { at: Date.parse('2026-03-11T02:00:00Z'), zone: 'Europe/Berlin' });
  await agrees();
  const [night] = await listActs(world.db, { action: 'fits.nightly', limit: 1 });
  expect(night).toMatchObject({ detail: { leads: 1 } });
});

test('a lead who is erased, and one who is removed, while the fits are brought up to date get none', async () => {
  const { ann, bob } = await annAndBob();
  const nightly = () => refitNightly(world.db, policy, v7, { at: Date.parse('2026-03-12T02:00:00Z'), zone: 'Europe/Berlin' });
  await world.db.deleteFrom('scores').where('leadId', 'in', [ann, bob]).execute();
  const isWaiting = async () =>
    (await sql`select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`.execute(world.db))
      .rows.length > 0;
  const refitting = await world.db.transaction().execute(async (trx) => {
    await eraseLead(trx, policy, v7, { leadId: ann, at: NOON, by: 'manager' });
    expect(await effectsOf(trx, bob)).toEqual([]);
    await deleteLead(trx, bob);
    const fits = nightly();
    await vi.waitUntil(isWaiting, { timeout: 60_000 });
    return { fits };
  });
  await refitting.fits;
  expect(await world.db.selectFrom('scores').where('leadId', 'in', [ann, bob]).select('leadId').execute()).toEqual([]);
});
