import { test, vi } from 'vitest';
import { beginWorld } from '../full-stack/support/world.ts';
import { useConsole } from './support/console-servers.ts';
import { visit } from './support/visit.ts';

vi.setConfig({ testTimeout: 150_000 });

const started = useConsole();

test('an operator sees the state of each part, settles an email in doubt, and finds the act in the audit log', async () => {
  await using world = await beginWorld(started.servers);
  const lead = await world.lead({ email: 'doubt@pier7.example' });
  await lead.gets('guide');
  await world.db
    .updateTable('touches')
    .set({ state: 'inDoubt', reason: 'connectionLost' })
    .where('content', '=', 'guide')
    .execute();
  const operator = await visit(started.browser, world, 'admin');
  await operator.open('/operations');
  await operator.page.getByText('outbox').first().waitFor();
  await operator.page.getByText('No lead is parked.').waitFor();
  await operator.isFitForAll();
  await operator.page.getByRole('button', { name: 'It was sent' }).click();
  await operator.page.getByText('It counts as sent.').waitFor();
  await operator.page.getByText('No email is in doubt.').waitFor();
  await operator.page.reload();
  await operator.page.getByText('ops.settle').waitFor();
  operator.wasQuiet();
});

test('an operator stops all sending with a reason, sees it in the health, and lets it go on', async () => {
  await using world = await beginWorld(started.servers);
  const { page, open, isFitForAll, wasQuiet } = await visit(started.browser, world, 'admin');
  await open('/operations');
  await page.getByText('Somebody looks after everyone.').waitFor();
  await page.getByText('No lead is stuck.').waitFor();
  await page.getByRole('button', { name: 'Stop all sending…' }).click();
  await page.getByLabel('Why').fill('a wrong price in the offer');
  await isFitForAll();
  await page.getByRole('button', { name: 'Stop all sending now' }).click();
  await page.getByText('all sending to leads is stopped').waitFor();
  await page.getByRole('button', { name: 'Undo' }).click();
  await page.getByText('Sending goes on.').waitFor();
  await page.getByText('all sending to leads is stopped').waitFor({ state: 'detached' });
  wasQuiet();
});

test('the keys of a list are its own: j goes down, and Enter on a button is the button', async () => {
  await using world = await beginWorld(started.servers);
  await world.lead({ email: 'ann@archer.example', firstName: 'Ann', lastName: 'Archer' });
  const { page, open } = await visit(started.browser, world, 'admin');
  await open('/leads');
  const list = page.getByRole('region', { name: 'Leads' });
  await list.focus();
  await page.keyboard.press('j');
  const button = page.getByRole('button', { name: 'Search' });
  await button.focus();
  await page.keyboard.press('Enter');
  await page.getByRole('dialog').waitFor();
  await page.keyboard.press('Escape');
  await list.focus();
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { level: 1, name: 'Ann Archer' }).waitFor();
});
