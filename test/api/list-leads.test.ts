import { v7 } from 'uuid';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { DAY } from '../../domain/time/duration.ts';
import { createWorld, NOON, type World } from './world.ts';

let world: World;
const emails = ['ann@pier7.example', 'bob@pier7.example', 'cy@dock.example', 'dee@quay.example'];
const ids: string[] = [];

beforeAll(async () => {
  world = await createWorld();
  for (const [n, email] of emails.entries()) {
    const lead = { email, country: n === 2 ? 'NL' : 'DE' };
    const order = { lead, source: n === 3 ? 'web' : 'fair', consentBasis: n === 1 ? 'none' : 'optIn' } as const;
    ids.push((await world.as('intake').leads.add(order)).leadId);
  }
  await world.enrolled('cy@dock.example');
  const stage = { stage: 'sal', stageAt: new Date(NOON + 1) } as const;
  await world.db.updateTable('leads').set(stage).where('id', '=', ids[1]!).execute();
});
afterAll(async () => await world[Symbol.asyncDispose]());

type Input = Parameters<ReturnType<World['as']>['leads']['list']>[0];
const names = async (input: Input, as = world.as('marketer')) =>
  (await as.leads.list(input)).items.map(({ email }) => email.split('@')[0]);

test.each<[string, Input, string[]]>([
  ['everything, the newest lead first', {}, ['dee', 'cy', 'bob', 'ann']],
  ['the oldest first', { sort: 'oldest' }, ['ann', 'bob', 'cy', 'dee']],
  ['the last one to change its stage first', { sort: 'moved', limit: 1 }, ['bob']],
  ['a stage', { where: 'stage is sal' }, ['bob']],
  ['a source', { where: 'source is web' }, ['dee']],
  ['a country by its name', { where: 'country is Netherlands' }, ['cy']],
  ['an account by its domain', { where: 'domain is www.pier7.example' }, ['bob', 'ann']],
  ['held leads', { where: 'held is yes' }, ['bob']],
  ['a program', { where: 'program is newcomers' }, ['cy']],
  ['a state of the program', { where: 'state is parked' }, []],
  ['a campaign', { where: 'in campaign Spring' }, ['cy']],
  ['two terms, which must both be true', { where: 'source is fair and country is DE' }, ['bob', 'ann']],
  ['an expression in JSON', { where: { field: 'source', is: ['fair'] }, limit: 2 }, ['cy', 'bob']],
])('a list of leads can have %s', async (_, input, expected) => {
  expect(await names(input)).toEqual(expected);
});

test.each(['newest', 'oldest', 'moved', 'interest', 'fit'] as const)(
  'the pages of the %s leads have each lead once',
  async (sort) => {
    const whole = await names({ sort });
    const paged: (string | undefined)[] = [];
    for (let after: string | undefined; ;) {
      const { items: leads, next } = await world.as('marketer').leads.list({ sort, limit: 1, ...(after && { after }) });
      paged.push(...leads.map(({ email }) => email.split('@')[0]));
      if (next === undefined) break;
      after = next;
    }
    expect(paged).toEqual(whole);
  },
);

test('a list with unknown names is refused, and all of them are reported', async () => {
  const list = world.as('marketer').leads.list({ where: 'country is Atlantis and persona is wizard and colour is red' });
  await expect(list).rejects.toMatchObject({ data: { code: 'audienceInvalid' } });
  await expect(list).rejects.toThrow(
    'all[0].is: country: expected a country, such as NL or Netherlands, got "Atlantis". all[1].is: there is no kind of buyer "wizard".',
  );
  await expect(list).rejects.toThrow('there is no field "colour"');
});

test('a rep lists the leads of their team: those that its reps own, and those with an open task of it', async () => {
  const sam = await world.rep('sdr', 'Sam Rivers');
  const mate = await world.rep('sdr', 'Tia Cole');
  const other = await world.rep('salesperson', 'Olga Other', 'deal-team');
  await world.db.updateTable('leads').set({ ownerId: sam }).where('id', '=', ids[0]!).execute();
  await world.task(ids[3]!, sam);
  expect(await names({}, world.as('rep', mate))).toEqual(['dee', 'ann']);
  expect(await names({ where: `owner is ${sam}` }, world.as('manager', mate))).toEqual(['ann']);
  expect(await names({}, world.as('rep', other))).toEqual([]);
  expect(await names({ where: 'owner is unknown' })).toEqual(['dee', 'cy', 'bob']);
});

test('the lead with the most interest comes first, and the one that fits best', async () => {
  const marketer = world.as('marketer');
  const ann = { lead: { email: 'ann@pier7.example' }, source: 'fair', consentBasis: 'optIn' } as const;
  await world.as('intake').leads.add({ ...ann, engagement: { id: v7(), kind: 'attended' } });
  const cy = { lead: { email: 'cy@dock.example' }, source: 'fair', consentBasis: 'optIn' } as const;
  const long = new Date(NOON - 60 * DAY).toISOString();
  await world.as('intake').leads.add({ ...cy, engagement: { id: v7(), kind: 'attended', at: long } });
  expect((await marketer.leads.score({ leadId: ids[0]! })).deciding.interest).toBeGreaterThan(0);
  expect((await names({ sort: 'interest' }))[0]).toBe('ann');
  await world.db.updateTable('scores').set({ fit: 99 }).where('leadId', '=', ids[2]!).execute();
  expect((await names({ sort: 'fit' }))[0]).toBe('cy');
});
