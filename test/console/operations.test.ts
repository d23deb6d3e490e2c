import { fileURLToPath } from 'node:url';
import pino from 'pino';
import { expect, test, vi } from 'vitest';
import { startPlatform } from '../../worker/platform.ts';
import { bundleWorkflows } from '../../worker/temporal-worker.ts';
import { beginWorld, type RealWorld } from '../full-stack/support/world.ts';
import { useConsole } from './support/console-servers.ts';
import { visit } from './support/visit.ts';

vi.setConfig({ testTimeout: 150_000 });

const started = useConsole();

/** A worker whose program has a bug in its first track. */
async function startBrokenWorker({ servers, settings, taskQueue }: RealWorld) {
  const bundle = await bundleWorkflows(fileURLToPath(new URL('broken/workflows.ts', import.meta.url)));
  const { app, stack } = servers;
  const log = pino({ level: 'silent' });
  return await startPlatform({ app, settings, temporal: stack.temporal, taskQueue, parts: ['worker'], bundle, log });
}

test('an operator finds the leads that a bug has parked, and moves them to a track in which they continue', async () => {
  await using world = await beginWorld(started.servers, { parts: ['api', 'relay'] });
  await using _worker = await startBrokenWorker(world);
  for (const [email, firstName] of [['ann@archer.example', 'Ann'] as const, ['ben@baker.example', 'Ben'] as const])
    await world.lead({ email, firstName, lastName: 'Newcomer' });
  const { ops } = world.as('admin');
  await world.eventually('both are parked', async () => (await ops.parked()).items.length === 2);

  const { page, open, isFitForAll, wasQuiet } = await visit(started.browser, world, 'admin');
  await open('/operations');
  await page.getByRole('link', { name: /Leads that don’t move\s*2\s*act now/ }).click();
  const parked = page.getByRole('region', { name: 'Parked leads', exact: true }).last();
  await parked.getByRole('link', { name: 'Ann Newcomer' }).waitFor();
  await parked.getByText('type error').first().waitFor();
  expect(page.url()).toContain('list=still');
  await isFitForAll();

  // The cause is still there: the lead is parked again.
  await parked.getByRole('row', { name: 'Ann Newcomer' }).getByRole('button', { name: 'Run again' }).click();
  await page.getByText('The program runs this track again.').waitFor();
  await world.eventually('it is parked again', async () => (await ops.parked()).items.length === 2);

  await page.reload();
  await page.getByRole('checkbox', { name: 'Select all loaded rows' }).first().check();
  await page.getByText('2 rows', { exact: true }).first().waitFor();
  await page.getByRole('button', { name: 'Move them to…' }).click();
  await page.getByLabel('Track').selectOption('connect');
  await page.getByRole('button', { name: 'Move', exact: true }).click();
  await page.getByText('Moved to connect: 2.').waitFor();
  await page.getByText('No lead is parked.').waitFor();
  await page.getByRole('link', { name: /Leads that don’t move\s*0\s*fine/ }).waitFor();
  wasQuiet();
});

test('an operator settles three emails in doubt at once, and finds the acts in the audit log by whom they concern', async () => {
  await using world = await beginWorld(started.servers);
  for (const firstName of ['Ann', 'Ben', 'Cleo']) {
    const lead = await world.lead({ email: `${firstName.toLowerCase()}@doubt.example`, firstName, lastName: 'Doubt' });
    await lead.gets('guide');
  }
  const inDoubt = { state: 'inDoubt', reason: 'connectionLost' } as const;
  await world.db.updateTable('touches').set(inDoubt).where('content', '=', 'guide').execute();

  const { page, open, isFitForAll } = await visit(started.browser, world, 'admin', { theme: 'dark' });
  await open('/operations?list=inDoubt');
  await page.getByRole('link', { name: 'Cleo Doubt' }).waitFor();
  // Somebody else settles one of them in the meantime: its row says so, and the others go on.
  const { key } = (await world.as('admin').ops.inDoubt()).items.find(({ email }) => email === 'ben@doubt.example')!;
  await page.getByRole('checkbox', { name: 'Select all loaded rows' }).check();
  await isFitForAll();
  await world.as('admin').ops.settle({ key, state: 'accepted' });
  await page.getByRole('button', { name: 'They were sent' }).click();
  await page.getByText('Count as sent: 2. It failed for 1; the list shows why.').waitFor();
  await page.getByText('No email is in doubt.').waitFor();

  await page.getByRole('link', { name: 'Audit log' }).click();
  await page.getByRole('textbox', { name: 'Whom' }).fill('ann@doubt.example');
  await page.keyboard.press('Enter');
  const log = page.getByRole('region', { name: 'Audit log' }).last();
  await log.getByRole('link', { name: 'Cleo Doubt' }).waitFor({ state: 'detached' });
  await log.getByText('Settles a touch in doubt').waitFor();
  expect(page.url()).toContain('whom=');
  await isFitForAll();
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Save as CSV' }).click();
  expect((await download).suggestedFilename()).toBe('Audit log.csv');
});

test('every page shows everybody at once that all sending is stopped, and those who may can resume it', async () => {
  await using world = await beginWorld(started.servers);
  const admin = await visit(started.browser, world, 'admin');
  const marketer = await visit(started.browser, world, 'marketer', { size: 'phone', theme: 'dark' });
  const rep = await visit(started.browser, world, { rep: 'tom' });
  await rep.open('/leads');
  await admin.open('/leads');
  await admin.page.keyboard.press('Control+k');
  await admin.page.getByPlaceholder('A name, an address').fill('stop all');
  await admin.page.getByRole('option', { name: /^Stop all sending/ }).click();
  await admin.page.getByLabel('Why').fill('a wrong price in the offer');
  await admin.isFitForAll();
  await admin.page.getByRole('button', { name: 'Stop all sending now' }).click();
  await admin.page.getByText('Sending is stopped.').waitFor({ timeout: 2_000 });

  await rep.page.getByText('“a wrong price in the offer”').waitFor();
  expect(await rep.page.getByRole('button', { name: 'Resume sending' }).count()).toBe(0);
  await rep.isFitForAll();
  await marketer.open('/campaigns');
  await marketer.page.getByText('“a wrong price in the offer”').waitFor();
  await marketer.isFitForAll();
  await marketer.page.getByRole('button', { name: 'Resume sending' }).click();
  await marketer.page.getByText('Sending has resumed.').waitFor();
  await marketer.page.getByText('Sending is stopped.').waitFor({ state: 'detached', timeout: 2_000 });
  await admin.page.getByText('Sending is stopped.').waitFor({ state: 'detached' });
  await rep.page.getByText('Sending is stopped.').waitFor({ state: 'detached' });
  for (const { wasQuiet } of [admin, marketer, rep]) wasQuiet();
});

test('a marketer says whose an email is, and dismisses the others', async () => {
  await using world = await beginWorld(started.servers);
  const ann = await world.lead({ email: 'ann@archer.example', firstName: 'Ann', lastName: 'Archer' });
  await ann.gets('guide');
  const key = await world.createKey('intake', 'mail server');
  for (const from of ['ann@home.example', 'spam@elsewhere.example'])
    await fetch(`${world.apiUrl}/webhooks/mail`, {
      method: 'POST',
      headers: { authorization: `Bearer ${key}`, 'content-type': 'message/rfc822' },
      body: [`From: ${from}`, `Message-ID: <${from}>`, 'Subject: Hello', '', 'Please call me on Thursday.'].join('\r\n'),
    });
  const { page, open, isFitForAll, wasQuiet } = await visit(started.browser, world, 'marketer');
  await open('/operations');
  await page.getByRole('link', { name: 'Incoming messages' }).click();
  expect(await page.getByRole('link', { name: 'Audit log' }).count()).toBe(0);
  const row = page.getByRole('row', { name: 'ann@home.example' });
  await row.getByRole('button', { name: 'Read' }).click();
  await page.getByText('Please call me on Thursday.').first().waitFor();
  await isFitForAll();
  await page.keyboard.press('Escape');
  await row.getByRole('button', { name: 'Assign to a lead…' }).click();
  await page.getByPlaceholder('address of the lead').fill('ann@archer.example');
  await page.keyboard.press('Enter');
  await page.getByText('It now counts as a message of this lead, and is in its story.').waitFor();
  await page.getByRole('checkbox', { name: 'Choose Hello from spam@elsewhere.example' }).check();
  await page.getByRole('button', { name: 'Dismiss them' }).click();
  await page.getByText('Dismissed: 1.').waitFor();
  await page.getByText('No emails are waiting.').waitFor();
  wasQuiet();
  expect((await world.as('admin').leads.story({ leadId: ann.id })).map(({ text }) => text).join('\n')).toContain('Thursday');
});

test('an operator sees what runs, and how long data stays', async () => {
  await using world = await beginWorld(started.servers);
  const { page, open, isFitForAll, wasQuiet } = await visit(started.browser, world, 'admin', { size: 'phone' });
  await open('/operations?view=installation');
  await page.getByText('answers the API and the console').waitFor();
  await page.getByText('The builds of the workers have no names.').waitFor();
  await page.getByText('what leads wrote: replies, forms, texts').waitFor();
  await isFitForAll();
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
