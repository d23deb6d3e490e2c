import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { Browser } from 'playwright-core';
import { startServers, type Servers } from '../full-stack/support/servers.ts';
import { beginWorld } from '../full-stack/support/world.ts';
import { startChromium } from './support/chromium.ts';
import { visit } from './support/visit.ts';

vi.setConfig({ testTimeout: 150_000 });

let servers: Servers;
let browser: Browser;
beforeAll(async () => {
  [servers, browser] = await Promise.all([startServers(), startChromium()]);
});
afterAll(async () => {
  await browser.close();
  await servers[Symbol.asyncDispose]();
});

test('an administrator invites somebody, ends the session of another, and takes the invitation back', async () => {
  await using world = await beginWorld(servers);
  const marketer = await visit(browser, world, 'marketer');
  await marketer.open('/settings');
  await marketer.page.getByRole('heading', { name: 'Sessions' }).waitFor();
  expect(await marketer.page.getByRole('heading', { name: 'People' }).count()).toBe(0);

  const { page, open, isFitForAll, wasQuiet } = await visit(browser, world, 'admin', { theme: 'dark' });
  await open('/settings');
  await page.getByLabel('Name').fill('Nell Newcomer');
  await page.getByLabel('Email').fill('nell@ours.example');
  await page.getByLabel('Role').selectOption('manager');
  await page.getByRole('button', { name: 'Invite by email' }).click();
  await page.getByText('Nell Newcomer may sign in. Nell Newcomer gets an email that says so.').waitFor();
  await page.getByRole('button', { name: 'Remove Nell Newcomer' }).waitFor();
  await page.getByRole('button', { name: 'Sign it out' }).click();
  await page.getByText('That browser is signed out.').waitFor();
  await isFitForAll();
  await page.getByRole('button', { name: 'Undo' }).click();
  await page.getByText('Nell Newcomer can’t sign in any more.').waitFor();
  wasQuiet();

  await marketer.page.reload();
  await marketer.page.waitForURL(/\/signin\?to=%2Fconsole%2Fsettings$/);
});

test('everyone reaches their sessions on a phone, and signs out', async () => {
  await using world = await beginWorld(servers);
  const { page, open, isFitForAll, wasQuiet } = await visit(browser, world, 'marketer', { size: 'phone' });
  await open('/settings');
  await page.getByText('(this one)').waitFor();
  await isFitForAll();
  wasQuiet();
  await page.getByRole('button', { name: 'Sign out' }).click();
  await page.waitForURL(/\/signin$/);
});

test('somebody types their address, opens the email in the same browser, and is where they wanted to be', async () => {
  await using world = await beginWorld(servers);
  const page = await (await browser.newContext()).newPage();
  await page.goto(`${world.apiUrl}/signin?to=/console/settings`);
  const { email } = await world.db
    .selectFrom('reps')
    .select('email')
    .where('active', '=', true)
    .limit(1)
    .executeTakeFirstOrThrow();
  await page.getByLabel('Your email address at work').fill(email);
  await page.getByRole('button', { name: 'Send me a link' }).click();
  await page.getByText('an email with a link is on its way').waitFor();
  const { inbox } = servers.stack;
  const { id } = await inbox!.waitFor(({ envelope }) => envelope.to.includes(email));
  const { text = '' } = await inbox!.read(id);
  await page.goto(/\S+\/signin\/\S+/.exec(text)![0]);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.waitForURL(/\/console\/settings$/);
  await page.getByRole('heading', { name: 'Sessions' }).waitFor();
});
