import { afterAll, beforeAll, expect, test } from 'vitest';
import { DAY } from '../../domain/time/duration.ts';
import { createWorld, type World } from './world.ts';

let world: World;
let leadId: string;
let campaignId: string;
let accountId: string;
let owner: string;

beforeAll(async () => {
  world = await createWorld();
  leadId = await world.enrolled('ann@pier7.example');
  const admin = world.as('admin');
  ({ campaignId } = (await admin.leads.get({ leadId })).program!);
  accountId = (await admin.accounts.get({ account: 'pier7.example' })).id;
  owner = await world.rep('salesperson', 'Olga Owner', 'deal-team');
  await admin.accounts.own({ account: accountId, rep: owner });
});
afterAll(async () => await world[Symbol.asyncDispose]());

const brakesFor = async (role: 'marketer' | 'manager' | 'rep', repId?: string) =>
  (await world.as(role, repId).leads.get({ leadId })).brakes.map(({ whose, mayRelease }) => [whose, mayRelease]);

test('a lead shows what holds its campaign: for everybody, for its account and for itself, and nothing of other campaigns', async () => {
  const { campaigns } = world.as('marketer');
  expect((await world.as('marketer').leads.get({ leadId })).brakes).toEqual([]);
  const other = await world.enrolled('bob@elsewhere.example');
  await campaigns.pause({ campaignId, leadId: other, because: 'is on holiday' });
  await campaigns.pause({ campaignId, leadId, because: 'asked for June', until: world.now + 3 * DAY });
  await campaigns.pause({ campaignId, account: accountId, because: 'a deal is near' });
  await campaigns.pause({ campaignId, because: 'a wrong price' });
  const { brakes } = await world.as('marketer').leads.get({ leadId });
  expect(brakes).toMatchObject([
    { whose: 'everybody', kind: 'pause', because: 'a wrong price', by: 'marketer', campaignId, until: null, mayRelease: true },
    { whose: 'account', accountId, because: 'a deal is near', mayRelease: true },
    { whose: 'lead', because: 'asked for June', until: new Date(world.now + 3 * DAY).toISOString(), mayRelease: true },
  ]);
});

test('the owner of an account and their manager release what is held for it, and marketing releases what is held for everybody', async () => {
  const manager = await world.rep('manager', 'Mona Manager', 'deal-team');
  const stranger = await world.rep('manager', 'Max Manager', 'sdr-team');
  expect(await brakesFor('rep', owner)).toEqual([
    ['everybody', false],
    ['account', true],
    ['lead', false],
  ]);
  expect((await brakesFor('manager', manager)).find(([whose]) => whose === 'account')).toEqual(['account', true]);
  expect((await brakesFor('manager', stranger)).find(([whose]) => whose === 'account')).toEqual(['account', false]);
  const inside = { campaignId, account: accountId };
  await expect(world.as('manager', stranger).campaigns.resume(inside)).rejects.toMatchObject({ data: { code: 'otherTeam' } });
  await world.as('manager', manager).campaigns.resume(inside);
  expect((await brakesFor('marketer')).map(([whose]) => whose)).toEqual(['everybody', 'lead']);
});

test('a person who may not hold a company is told whom to ask: its owner, the manager of that team, or somebody who can give it an owner', async () => {
  await world.lead('cy@free.example');
  const manager = await world.rep('manager', 'Mia Manager', 'sdr-team');
  const rep = await world.rep('salesperson', 'Rob Rep', 'deal-team');
  const refused = async (role: 'manager' | 'rep', repId: string, account: string): Promise<unknown> =>
    await world
      .as(role, repId)
      .campaigns.pause({ campaignId, account, because: 'a deal is near' })
      .catch(({ data }: { data: { code: string } }) => data.code);
  expect(await refused('rep', rep, accountId)).toBe('otherAccount');
  expect(await refused('manager', manager, accountId)).toBe('otherTeam');
  expect(await refused('rep', rep, 'free.example')).toBe('noOwner');
  expect(await refused('manager', manager, 'free.example')).toBe('noOwner');
});

test('a campaign that is stopped for everybody is shown to those who were in it last, and nobody can release it', async () => {
  await world.as('marketer').campaigns.stop({ campaignId, because: 'the product is gone' });
  const { brakes } = await world.as('marketer').leads.get({ leadId });
  expect(brakes.find(({ kind }) => kind === 'stop')).toMatchObject({ because: 'the product is gone', mayRelease: false });
});
