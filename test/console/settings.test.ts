import { expect, test, vi } from 'vitest';
import { beginWorld } from '../full-stack/support/world.ts';
import { useConsole } from './support/console-servers.ts';
import { visit } from './support/visit.ts';

vi.setConfig({ testTimeout: 150_000 });

const started = useConsole();

test('an administrator invites somebody, ends the session of another, and takes the invitation back', async () => {
  await using world = await beginWorld(started.servers);
  const marketer = await visit(started.browser, world, 'marketer');
  await marketer.open('/settings');
  await marketer.page.getByRole('heading', { name: 'Sessions' }).waitFor();
  expect(await marketer.page.getByRole('link', { name: 'People' }).count()).toBe(0);

  const admin = await visit(started.browser, world, 'admin', { theme: 'dark' });
  await admin.open('/settings/people');
  await admin.page.getByLabel('Name').fill('Nell Newcomer');
  await admin.page.getByLabel('Email').fill('nell@ours.example');
  await admin.page.getByLabel('Role').selectOption('manager');
  await admin.page.getByRole('button', { name: 'Invite by email' }).click();
  await admin.page.getByText('Nell Newcomer may sign in. Nell Newcomer gets an email that says so.').waitFor();
  await admin.page.getByRole('button', { name: 'Remove Nell Newcomer' }).waitFor();
  await admin.page.getByRole('link', { name: 'You', exact: true }).click();
  await admin.page.getByRole('button', { name: 'Sign it out' }).click();
  await admin.page.getByText('That browser is signed out.').waitFor();
  await admin.isFitForAll();
  await admin.page.getByRole('button', { name: 'Undo' }).click();
  await admin.page.getByText('Nell Newcomer can’t sign in any more.').waitFor();
  admin.wasQuiet();

  await marketer.page.reload();
  await marketer.page.waitForURL(/\/signin\?to=%2Fconsole%2Fsettings$/);
});

test('everyone reaches their sessions on a phone, and signs out', async () => {
  await using world = await beginWorld(started.servers);
  const marketer = await visit(started.browser, world, 'marketer', { size: 'phone' });
  await marketer.open('/settings');
  await marketer.page.getByText('(this one)').waitFor();
  await marketer.isFitForAll();
  marketer.wasQuiet();
  await marketer.page.getByRole('button', { name: 'Sign out' }).click();
  await marketer.page.waitForURL(/\/signin$/);
});

test('somebody types their address, opens the email in the same browser, and is where they wanted to be', async () => {
  await using world = await beginWorld(started.servers);
  const page = await (await started.browser.newContext()).newPage();
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
  const { inbox } = started.servers.stack;
  const { id } = await inbox!.waitFor(({ envelope }) => envelope.to.includes(email));
  const { text } = await inbox!.read(id);
  await page.goto(/\S+\/signin\/\S+/.exec(text)![0]);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.waitForURL(/\/console\/settings$/);
  await page.getByRole('heading', { name: 'Sessions' }).waitFor();
});
