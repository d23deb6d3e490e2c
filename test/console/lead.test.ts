import { expect, test, vi } from 'vitest';
import { DAY } from '../../domain/time/duration.ts';
import { beginWorld } from '../full-stack/support/world.ts';
import { useConsole } from './support/console-servers.ts';
import { visit } from './support/visit.ts';

vi.setConfig({ testTimeout: 240_000 });

const started = useConsole();

test('somebody finds out why one lead got no email, and reads the email that another one got', async () => {
  await using world = await beginWorld(started.servers);
  const silent = await world.lead({ email: 'sid@silent.example', firstName: 'Sid', lastName: 'Silent', basis: 'none' });
  const reader = await world.lead({ email: 'ann@archer.example', firstName: 'Ann', lastName: 'Archer' });
  await reader.gets('guide');
  const { page, open, isFitForAll, wasQuiet } = await visit(started.browser, world, 'marketer');

  await open(`/leads/${silent.id}`);
  const why = page.getByRole('region', { name: 'What they do not get, and why' });
  await why.getByText('No emails at all: no consent is known').waitFor();
  await isFitForAll();

  await open(`/leads/${reader.id}`);
  await page.getByRole('link', { name: 'Emails', exact: true }).click();
  await page.getByRole('button', { name: 'Open, and why' }).first().click();
  await page.getByText('Hi Ann').waitFor();
  await page.getByText('the campaign “Story”, track educate').waitFor();
  expect(page.url()).toContain('show=emails');
  await isFitForAll();
  wasQuiet();
});

test('a marketer corrects, holds and releases a lead, and undoes the correction', async () => {
  await using world = await beginWorld(started.servers);
  const lead = await world.lead({ email: 'ann@archer.example', firstName: 'Ann', lastName: 'Archer' });
  const { page, open, isFitForAll, wasQuiet } = await visit(started.browser, world, 'marketer');
  const choose = async (act: string) => {
    await page.getByRole('button', { name: 'More…' }).click();
    await page.getByRole('button', { name: act }).click();
  };
  await open(`/leads/${lead.id}`);
  await page.getByRole('button', { name: 'More…' }).click();
  await isFitForAll();
  await page.getByRole('button', { name: 'Hold…' }).click();
  await page.getByRole('button', { name: 'Hold', exact: true }).click();
  await page.getByText('Nothing goes out to Ann Archer until').waitFor();
  await page.getByText('Nothing by email: held by a rep').first().waitFor();
  await page.getByRole('button', { name: 'Open it now' }).click();
  await page.getByText('It is open again.').waitFor();

  await choose('Correct…');
  await page.getByLabel('Title', { exact: true }).fill('Chief Buyer');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('Chief Buyer, Pier Seven').waitFor();
  await page.getByRole('button', { name: 'Undo' }).first().click();
  await page.getByText('Logistics Manager, Pier Seven').waitFor();
  wasQuiet();
});

test('the page of a lead shows what holds it with who, when and until when, and those who may can release it', async () => {
  await using world = await beginWorld(started.servers);
  const lead = await world.lead({ email: 'ann@archer.example', firstName: 'Ann', lastName: 'Archer', company: 'Archer Freight' });
  const marketer = world.as('marketer');
  const { company, program } = await marketer.leads.get({ leadId: lead.id });
  await marketer.contact.close({ accountId: company!.id, reason: 'excludedAccount' });
  const of = { campaignId: program!.campaignId, account: company!.id };
  await marketer.campaigns.pause({ ...of, because: 'a deal is near', until: world.now + 40 * DAY });

  const rep = await visit(started.browser, world, { rep: 'tom' });
  await rep.open(`/leads/${lead.id}`);
  await rep.page.getByText('Nothing goes out to anyone at Archer Freight.').waitFor();
  await rep.page.getByText('The campaign Story is paused for everyone at Archer Freight.').waitFor();
  await rep.isFitForAll();
  expect(await rep.page.getByRole('button', { name: /Open it|Resume it/ }).count()).toBe(0);
  rep.wasQuiet();

  const { page, open, isFitForAll, wasQuiet } = await visit(started.browser, world, 'marketer', { size: 'phone', theme: 'dark' });
  await open(`/leads/${lead.id}`);
  const closed = page.getByRole('region', { name: 'What is closed' });
  await closed.getByText('Account that we do not contact. By marketer').waitFor();
  const paused = page.getByRole('region', { name: 'What is paused' });
  await paused.getByText('“a deal is near”').waitFor();
  await isFitForAll();
  await closed.getByRole('button', { name: 'Open it again' }).click();
  await closed.waitFor({ state: 'detached' });
  await paused.getByRole('button', { name: 'Resume it' }).click();
  await paused.waitFor({ state: 'detached' });
  expect((await marketer.leads.get({ leadId: lead.id })).brakes).toEqual([]);
  await page.getByText('The campaign continues for').waitFor();
  await page.getByRole('button', { name: 'Undo' }).first().click();
  await paused.getByText('“a deal is near”').waitFor();
  wasQuiet();
});

test('two duplicates are shown side by side, merged, and separated again', async () => {
  await using world = await beginWorld(started.servers);
  const ann = await world.lead({ email: 'ann@archer.example', firstName: 'Ann', lastName: 'Archer', phone: '+49 30 901820' });
  await world.lead({ email: 'ann.archer@home.example', firstName: 'Ann', lastName: 'Archer', phone: '+49 30 901820' });
  const { page, open, isFitForAll, wasQuiet } = await visit(started.browser, world, 'marketer');
  await open(`/leads/${ann.id}`);
  await page.getByRole('button', { name: 'More…' }).click();
  await page.getByRole('button', { name: 'Merge with a duplicate…' }).click();
  await page.getByLabel('ann.archer@home.example the same phone number').check();
  await page.getByRole('button', { name: 'Show both' }).click();
  await page.getByText('ann.archer@home.example goes').waitFor();
  await isFitForAll();
  await page.getByRole('button', { name: 'Merge' }).click();
  await page.getByText('ann.archer@home.example is now a part of Ann Archer.').waitFor();
  expect(await world.as('marketer').leads.get({ leadId: 'ann.archer@home.example' })).toMatchObject({ id: ann.id });
  await page.getByRole('button', { name: 'Undo' }).click();
  await page.getByText('are two leads again').waitFor();
  expect((await world.as('marketer').leads.get({ leadId: 'ann.archer@home.example' })).id).not.toBe(ann.id);
  wasQuiet();
});

test('two duplicate companies are shown side by side, merged, and separated again', async () => {
  await using world = await beginWorld(started.servers);
  await world.lead({ email: 'ann@pier7.example', firstName: 'Ann', lastName: 'Archer', company: 'Pier Seven' });
  await world.lead({ email: 'bob@pier7.test', firstName: 'Bob', lastName: 'Baker', company: 'Pier Seven Ltd' });
  const { accounts } = world.as('marketer');
  const { page, open, isFitForAll, wasQuiet } = await visit(started.browser, world, 'marketer');
  await open('/accounts/pier7.example');
  await page.getByRole('button', { name: 'Merge with a duplicate…' }).click();
  await page.getByLabel('Pier Seven Ltd, pier7.test').check();
  await page.getByRole('button', { name: 'Show both' }).click();
  await page.getByText('These are moved: 1 person.').waitFor();
  await isFitForAll();
  expect((await accounts.get({ account: 'pier7.test' })).people).toHaveLength(1);
  await page.getByRole('button', { name: 'Merge' }).click();
  await page.getByText('Pier Seven and Pier Seven Ltd are now one company').waitFor();
  await page.getByRole('region', { name: 'People at Pier Seven' }).getByText('Bob Baker').waitFor();
  expect((await accounts.get({ account: 'pier7.test' })).people).toHaveLength(2);

  await page.getByRole('button', { name: /^Undo(?! the merge)/ }).click();
  await page.getByText('are two companies again').waitFor();
  expect((await accounts.get({ account: 'pier7.test' })).people).toHaveLength(1);
  await page.getByRole('button', { name: 'Merge with a duplicate…' }).click();
  await page.getByLabel('Its domain').fill('pier7.test');
  await page.getByRole('button', { name: 'Show both' }).click();
  await page.getByRole('button', { name: 'Merge' }).click();
  await page.getByRole('button', { name: 'Undo the merge…' }).click();
  await page.getByRole('button', { name: 'Undo the merge', exact: true }).click();
  await page.getByText('are two companies again').waitFor();
  wasQuiet();
});

test('a rep sees no act that they may not do, and the API refuses what another team’s lead would need', async () => {
  await using world = await beginWorld(started.servers);
  const lead = await world.lead({ email: 'ann@archer.example', firstName: 'Ann', lastName: 'Archer' });
  await lead.does('demoRequested');
  const mine = await lead.isHeldBy('sdr-team');
  const rep = await visit(started.browser, world, { rep: mine });
  await rep.open(`/leads/${lead.id}`);
  await rep.page.getByRole('button', { name: 'More…' }).click();
  await rep.page.getByRole('button', { name: 'Hold…' }).waitFor();
  for (const act of ['Erase…', 'Merge with a duplicate…', 'Give to somebody…', 'Export…'])
    expect(await rep.page.getByRole('button', { name: act }).count()).toBe(0);
  rep.wasQuiet();

  const other = await visit(started.browser, world, { rep: 'tom' });
  await other.open(`/leads/${lead.id}`);
  await other.page.getByText('Another team has this lead, so you can only read it.').waitFor();
  expect(await other.page.getByRole('button', { name: /Note…|More…/ }).count()).toBe(0);
  await expect(world.asRep('tom').leads.note({ leadId: lead.id, text: 'mine' })).rejects.toThrow('You may not change this lead.');
  other.wasQuiet();
});

test('a manager gives a lead and its task to a colleague, and takes that back', async () => {
  await using world = await beginWorld(started.servers);
  const lead = await world.lead({ email: 'ann@archer.example', firstName: 'Ann', lastName: 'Archer' });
  await lead.does('demoRequested');
  const had = await lead.isHeldBy('sdr-team');
  const to = had === 'sam' ? 'sue' : 'sam';
  const { page, open, wasQuiet } = await visit(started.browser, world, { rep: 'mia' });
  await open(`/leads/${lead.id}`);
  await page.getByRole('button', { name: 'More…' }).click();
  await page.getByRole('button', { name: 'Give to somebody…' }).click();
  await page.getByLabel(/^To/).selectOption(world.reps[to]);
  await page.getByRole('button', { name: 'Give', exact: true }).click();
  await page.getByText('1 open task changed hands.').waitFor();
  expect(await lead.holder()).toBe(to);
  await page.getByRole('button', { name: 'Undo' }).click();
  await page.getByText('Ann Archer and their tasks are back with the people who had them.').waitFor();
  expect(await lead.holder()).toBe(had);
  wasQuiet();
});

test('somebody narrows the list of leads, saves it as a segment, and holds two leads at once', async () => {
  await using world = await beginWorld(started.servers);
  for (const name of ['Ann', 'Ben', 'Cem'])
    await world.lead({
      email: `${name.toLowerCase()}@archer.example`,
      firstName: name,
      title: name === 'Cem' ? 'Clerk' : 'Buyer',
    });
  const { page, open, isFitForAll, wasQuiet } = await visit(started.browser, world, 'marketer');
  await open('/leads');
  await page.getByText('3 leads').waitFor();
  await page.getByLabel('Filter by').selectOption('Title');
  await page.getByLabel('Title', { exact: true }).fill('buyer');
  await page.getByRole('button', { name: 'Add the filter' }).click();
  await page.getByText('2 leads').first().waitFor();
  expect(new URL(page.url()).searchParams.get('where')).toBe('title has "buyer"');
  await page.getByRole('button', { name: 'Save as a segment…' }).click();
  await page.getByLabel('Name', { exact: true }).fill('Buyers');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await page.getByText('Everything that names "Buyers" now means these leads.').waitFor();

  await page.getByLabel('Select all loaded rows').check();
  await isFitForAll();
  await page.getByRole('region', { name: 'Chosen leads' }).getByRole('button', { name: 'Hold…' }).click();
  await page.getByRole('button', { name: 'Hold', exact: true }).click();
  await page.getByText('All 2 are done.').waitFor();
  await page.getByText('Nothing goes out to Ben').waitFor();
  expect((await world.as('marketer').suppressions.list({ reason: 'hold' })).items).toHaveLength(2);
  await page.getByRole('button', { name: 'Take 2 back' }).click();
  await page.getByText('It is open again.').nth(1).waitFor();
  expect((await world.as('marketer').suppressions.list({ reason: 'hold' })).items).toHaveLength(0);
  wasQuiet();
});

test('somebody opens the company of a lead, closes it, takes that back, and finds it again by one key', async () => {
  await using world = await beginWorld(started.servers);
  const lead = await world.lead({ email: 'ann@archer.example', firstName: 'Ann', lastName: 'Archer', company: 'Archer Freight' });
  const { page, open, isFitForAll, wasQuiet } = await visit(started.browser, world, 'marketer', { theme: 'dark' });
  await open(`/leads/${lead.id}`);
  await page.getByRole('link', { name: 'Archer Freight' }).click();
  await page.getByRole('heading', { name: 'Archer Freight', level: 1 }).waitFor();
  await page.getByRole('link', { name: 'Ann Archer' }).waitFor();
  await page.getByText('Still missing:').waitFor();
  await isFitForAll();
  await page.getByRole('button', { name: 'Close the company…' }).click();
  await page.getByRole('button', { name: 'Close Archer Freight' }).click();
  await page.getByText('Account that we do not contact').waitFor();
  await page.getByRole('button', { name: 'Undo' }).click();
  await page.getByText('Nothing: its people get what their programs send.').waitFor();

  await page.getByRole('link', { name: 'Companies', exact: true }).click();
  await page.getByLabel('Name or domain').fill('freig');
  await page.getByLabel('Sorted by').selectOption('newest');
  await page.getByRole('region', { name: 'Companies' }).getByRole('link', { name: 'Archer Freight', exact: true }).waitFor();
  expect(page.url()).toContain('text=freig');
  await isFitForAll();

  await open('/leads');
  await page.getByLabel('Sorted by').selectOption('interest');
  await page.getByRole('link', { name: 'Ann Archer' }).waitFor();
  await page.keyboard.press('Control+k');
  await page.getByPlaceholder('A name, an address').fill('freight');
  await page.getByRole('option', { name: 'Archer Freight Company' }).click();
  await page.getByRole('heading', { name: 'Archer Freight', level: 1 }).waitFor();
  await page.keyboard.press('Control+k');
  await page.getByRole('option', { name: 'Archer Freight Company' }).waitFor();
  await page.keyboard.type('new camp');
  await page.getByRole('option', { name: 'New campaign' }).click();
  await page.getByLabel('Program or email').waitFor();
  wasQuiet();
});
