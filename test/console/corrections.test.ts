import { expect, test, vi } from 'vitest';
import { beginWorld } from '../full-stack/support/world.ts';
import { app } from '../support/app.ts';
import { useConsole } from './support/console-servers.ts';
import { visit } from './support/visit.ts';

vi.setConfig({ testTimeout: 240_000 });

const fields = {
  docks: { label: 'Docks', kind: 'number', personal: false },
  renewal: { label: 'Renewal', kind: 'date', personal: false },
  automated: { label: 'Automated', kind: 'boolean', personal: false },
  region: { label: 'Sales region', kind: 'choice', choices: ['north', 'south'], personal: false },
} as const;

const started = useConsole({ ...app, policy: { ...app.policy, fields } });

test('a marketer corrects what the app knows of a lead, each value as its kind asks for, and undoes it', async () => {
  await using world = await beginWorld(started.servers);
  const lead = await world.lead({ email: 'ann@archer.example', firstName: 'Ann', lastName: 'Archer' });
  const marketer = world.as('marketer');
  await marketer.leads.update({ leadId: lead.id, fields: { docks: 12 } });
  const known = async () =>
    Object.fromEntries((await marketer.leads.get({ leadId: lead.id })).fields.map(({ name, value }) => [name, value]));
  const { page, open, isFitForAll, wasQuiet } = await visit(started.browser, world, 'marketer');
  await open(`/leads/${lead.id}`);
  await page.getByRole('button', { name: 'More…' }).click();
  await page.getByRole('button', { name: 'Correct…' }).click();
  const docks = page.getByLabel('Docks', { exact: true });
  expect(await docks.inputValue()).toBe('12');
  await docks.fill('');
  await docks.pressSequentially('e');
  await page.getByRole('button', { name: 'Save' }).click();
  // What is no number deletes nothing: the browser refuses it.
  expect(await known()).toMatchObject({ docks: 12 });
  await docks.fill('60');
  await page.getByLabel('Renewal').fill('2026-12-24');
  await page.getByLabel('Automated').selectOption('Yes');
  await page.getByLabel('Sales region').selectOption('south');
  await isFitForAll();
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('Its program and its tasks now use the new values.').waitFor();
  expect(await known()).toEqual({ docks: 60, renewal: '2026-12-24', automated: true, region: 'south' });
  await page.getByRole('button', { name: 'Undo' }).click();
  await page.getByText('Ann Archer is as before.').waitFor();
  expect(await known()).toEqual({ docks: 12 });
  wasQuiet();
});

test('a marketer corrects a company, and undoes it; a rep reads it', async () => {
  await using world = await beginWorld(started.servers);
  await world.lead({ email: 'ann@archer.example', firstName: 'Ann', lastName: 'Archer', company: 'Archer Freight', size: '30' });
  const { accounts } = world.as('marketer');
  const company = async () => await accounts.get({ account: 'archer.example' });
  const was = await company();
  const { page, open, isFitForAll, wasQuiet } = await visit(started.browser, world, 'marketer', { size: 'phone' });
  await open('/accounts/archer.example');
  await page.getByRole('button', { name: 'Correct…' }).click();
  const save = page.getByRole('button', { name: 'Save' });
  expect(await save.isDisabled()).toBe(true);
  await page.getByLabel('Name', { exact: true }).fill('Archer Logistics');
  await page.getByLabel('Size, in people').fill('800');
  await page.getByLabel('Industry').fill('Shipping');
  await page.getByLabel('Relationship').selectOption({ label: 'Partner: nobody here enters a program for leads' });
  await isFitForAll();
  await save.click();
  await page.getByRole('heading', { name: 'Archer Logistics', level: 1 }).waitFor();
  expect(await company()).toMatchObject({ name: 'Archer Logistics', size: 800, industry: 'Shipping', relationship: 'partner' });
  await page.getByRole('button', { name: 'Undo' }).click();
  await page.getByRole('heading', { name: 'Archer Freight', level: 1 }).waitFor();
  const { name, size, industry, relationship } = was;
  expect(await company()).toMatchObject({ name, size, industry, relationship });
  wasQuiet();

  const rep = await visit(started.browser, world, { rep: 'tom' });
  await rep.open('/accounts/archer.example');
  expect(await rep.page.getByRole('button', { name: 'Correct…' }).count()).toBe(0);
});
