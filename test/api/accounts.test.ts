import { afterAll, beforeAll, expect, test } from 'vitest';
import { createWorld, type World } from './world.ts';

let world: World;
beforeAll(async () => {
  world = await createWorld();
  const people = [
    { email: 'ann@archer.example', company: 'Archer Freight', persona: 'champion' },
    { email: 'ben@archer.example', company: 'Archer Freight', persona: 'champion' },
    { email: 'cem@baker.example', company: 'Baker & Sons' },
    { email: 'dee@cable.example', company: 'Cable Freight' },
  ];
  for (const lead of people) await world.as('marketer').leads.add({ lead, source: 'fair', consentBasis: 'optIn' });
});
afterAll(async () => await world[Symbol.asyncDispose]());

test('companies are listed by name in pages, each with the number of its people', async () => {
  const { accounts } = world.as('marketer');
  const first = await accounts.list({ limit: 2 });
  expect(first.items).toMatchObject([
    { name: 'Archer Freight', domain: 'archer.example', people: 2, openDeals: 0 },
    { name: 'Baker & Sons', people: 1 },
  ]);
  expect((await accounts.list({ limit: 2, after: first.next })).items.map(({ name }) => name)).toEqual(['Cable Freight']);
});

test('a company is found by the beginning of a word of its name or domain', async () => {
  const found = async (text: string) => (await world.as('marketer').accounts.list({ text })).items.map(({ name }) => name);
  expect(await found('frei')).toEqual(['Archer Freight', 'Cable Freight']);
  expect(await found('baker.exam')).toEqual(['Baker & Sons']);
  expect(await found('nothing')).toEqual([]);
});

test('a company shows its people, the roles that nobody there has, and what is closed for it', async () => {
  const marketer = world.as('marketer');
  const account = await marketer.accounts.get({ account: 'archer.example' });
  expect(account.people).toHaveLength(2);
  expect(account.missingRoles).not.toContain('Champion');
  expect(account.missingRoles.length).toBeGreaterThan(0);
  await marketer.contact.close({ domain: 'archer.example', reason: 'excludedDomain' });
  expect((await marketer.accounts.get({ account: account.id })).closed).toMatchObject([
    { label: 'Domain that we do not write to', mayOpen: true },
  ]);
  await expect(marketer.accounts.get({ account: 'unknown.example' })).rejects.toMatchObject({ code: 'NOT_FOUND' });
});

test('a rep can read companies, and reading people of another team is recorded', async () => {
  const owner = await world.rep('salesperson', 'Olga Other', 'deal-team');
  const { leadId } = await world
    .as('marketer')
    .leads.add({ lead: { email: 'eva@delta.example', company: 'Delta' }, source: 'fair', consentBasis: 'optIn' });
  await world.as('marketer').leads.give({ leadId, rep: owner });
  const reader = await world.rep('sdr', 'Sam Reader');
  expect((await world.as('rep', reader).accounts.get({ account: 'delta.example' })).people).toHaveLength(1);
  expect((await world.as('admin').audit.list({ subject: leadId, action: 'accounts.get' })).items).toMatchObject([
    { detail: { otherTeam: true } },
  ]);
});

test('a marketer corrects a company; no file changes that again, and the correction is taken back by its answer', async () => {
  const { accounts, imports, leads } = world.as('marketer');
  const file = (size: number, relationship: string) => ({
    csv: `email,company,size,industry,country,relationship\nfay@eagle.example,Eagle,${size},retail,DE,${relationship}`,
  });
  const run = async (size: number, relationship: string) =>
    await imports.run({ file: file(size, relationship), source: 'crm', consentBasis: 'optIn' });
  const company = async () => await accounts.get({ account: 'eagle.example' });
  await run(8, 'competitor');
  const right = { account: 'eagle.example', size: 800, industry: null, region: null, relationship: 'prospect' } as const;
  const { was } = await accounts.update(right);
  expect(was).toEqual({ size: 8, industry: 'retail', region: 'Europe', relationship: 'competitor' });
  await run(9, 'customer');
  expect(await company()).toMatchObject({ size: 800, industry: null, region: null, relationship: 'prospect' });
  const told = (await leads.story({ leadId: 'fay@eagle.example' })).map(({ text }) => text);
  expect(told.join('\n')).toContain(
    'the account Eagle was corrected: size "8" → "800", industry "retail" → –, region "Europe" → –, relationship "competitor" → "prospect"',
  );
  expect((await accounts.update({ account: 'eagle.example', ...was })).was).toEqual({
    size: 800,
    industry: null,
    region: null,
    relationship: 'prospect',
  });
  expect(await company()).toMatchObject({ size: 8, industry: 'retail', relationship: 'competitor' });
  await expect(accounts.update({ account: 'eagle.example' })).rejects.toMatchObject({ data: { code: 'nothingToChange' } });
  await expect(accounts.update({ account: 'nobody.example', size: 5 })).rejects.toMatchObject({
    data: { code: 'accountUnknown' },
  });
});

test.each([
  ['osprey.example', 300, '1,200'],
  ['heron.example', '300', 1200],
] as const)(
  'the employees of %s are a number or a text, both of a new lead and as a correction',
  async (account, first, later) => {
    const { accounts, leads } = world.as('marketer');
    await leads.add({
      lead: { email: `gus@${account}`, company: account, size: first },
      source: 'fair',
      consentBasis: 'optIn',
    });
    const size = async () => (await accounts.get({ account })).size;
    expect(await size()).toBe(300);
    await accounts.update({ account, size: later });
    expect(await size()).toBe(1200);
    for (const wrong of ['a few', 0]) await expect(accounts.update({ account, size: wrong })).rejects.toThrow('employees');
  },
);

test('pages of pairs that may be one company, or one person, lose no pair', async () => {
  const marketer = world.as('marketer');
  const people = [
    { email: 'eve@dover.example', company: 'Dover Ltd', firstName: 'Eve', lastName: 'Moss', phone: '+31 20 555 0142' },
    { email: 'eve.moss@dover.example', company: 'Dover Ltd', firstName: 'Eve', lastName: 'Moss' },
    { email: 'eve@quay.example', company: 'Dover', phone: '+31 20 555 0142' },
    { email: 'finn@dover.de', company: 'Dover Shipping' },
  ];
  for (const lead of people) await marketer.leads.add({ lead, source: 'fair', consentBasis: 'optIn' });
  for (const { duplicates } of [marketer.leads, marketer.accounts]) {
    const all = (await duplicates({})).items;
    expect(all.map(({ id, because }) => [id, because])).toEqual([
      [all[0]!.id, expect.anything()],
      [all[0]!.id, expect.anything()],
    ]);
    const first = await duplicates({ limit: 1 });
    const second = await duplicates({ limit: 1, after: first.next });
    expect([...first.items, ...second.items]).toEqual(all);
  }
});
