import { fileURLToPath } from 'node:url';
import { expect, test, vi } from 'vitest';
import { DAY } from '../../domain/time/duration.ts';
import { webhook } from '../../sinks/webhook.ts';
import { beginWorld, type RealWorld } from '../full-stack/support/world.ts';
import { openDay } from '../stories/open-day/workflows.ts';
import { app as testApp } from '../support/app.ts';
import { httpServer } from '../support/http-server.ts';
import { useConsole } from './support/console-servers.ts';
import { visit } from './support/visit.ts';

vi.setConfig({ testTimeout: 240_000 });

const app = {
  ...testApp,
  programs: { 'open-day': openDay },
  workflowsPath: fileURLToPath(new URL('../stories/open-day/workflows.ts', import.meta.url)),
};
const started = useConsole(app);

async function add(world: RealWorld, email: string, country: string): Promise<string> {
  const lead = { email, country, confirmedAt: '2026-01-11', consentAt: '2026-01-10' };
  return (await world.as('marketer').leads.add({ lead, source: 'fair', consentBasis: 'doubleOptIn' })).leadId;
}

const openDayOf = (world: RealWorld) => ({
  name: 'Spring',
  program: 'open-day',
  input: { event: 'spring', startsAt: new Date(world.now + 40 * DAY).toISOString() },
});

test('a marketer sees whom a knob affects, turns it, and reverts it', async () => {
  await using world = await beginWorld(started.servers);
  await add(world, 'ann@archer.example', 'NL');
  await world.as('marketer').campaigns.launch({ ...openDayOf(world), audience: 'country is NL' });
  const patience = async () => (await world.as('marketer').programs.knobs({ program: 'open-day' })).values['patience'];
  const { page, open, isFitForAll, wasQuiet } = await visit(started.browser, world, 'marketer');

  await open('/settings/knobs');
  await page.getByRole('link', { name: '1 lead', exact: true }).waitFor();
  await page.getByLabel('Days between emails').fill('99');
  await page.getByText('expected a whole number from 3 to 30').waitFor();
  await page.getByLabel('Days between emails').fill('5');
  await page.getByText('Days between emails: 10 → 5. 1 lead would get it').waitFor();
  expect(await patience()).toBe(10);
  await page.getByLabel('Why', { exact: true }).fill('The fair is soon');
  await isFitForAll();
  await page.getByRole('button', { name: 'Turn for 1 lead' }).click();
  await page.getByText('The knob is turned.').waitFor();
  expect(await patience()).toBe(5);
  await page.getByText('The fair is soon').waitFor();
  await page.getByRole('button', { name: 'Revert it' }).click();
  await page.getByText('The earlier values are back.').waitFor();
  expect(await patience()).toBe(10);
  await page.getByText('reverts a change').waitFor();
  wasQuiet();
});

test('a marketer makes a segment, sees why somebody is in it, uses it, removes it and restores it', async () => {
  await using world = await beginWorld(started.servers);
  await add(world, 'ann@archer.example', 'NL');
  await add(world, 'bo@bakery.example', 'GB');
  const { page, open, isFitForAll, wasQuiet } = await visit(started.browser, world, 'marketer', { theme: 'dark' });

  await open('/settings/segments');
  await page.getByText('There are no segments yet.').waitFor();
  await page.getByLabel('Name', { exact: true }).fill('Dutch');
  await page.getByLabel('Which leads').fill('country is NL');
  await page.getByRole('link', { name: '1 lead', exact: true }).waitFor();
  await page.getByRole('button', { name: 'Save the segment' }).click();
  await page.getByText('The segment “Dutch” has 1 lead now.').waitFor();

  await page.getByLabel('Address of the lead').fill('bo@bakery.example');
  await page.getByRole('button', { name: 'Explain' }).click();
  await page.getByText('is not in it').waitFor();
  await page.getByText('✗ not true: country is NL').waitFor();
  await isFitForAll();

  await page.getByRole('link', { name: 'Change' }).click();
  await page.getByRole('heading', { name: 'Change the segment “Dutch”' }).waitFor();
  await page.getByLabel('Which leads').fill('country is NL, GB');
  await page.getByRole('button', { name: 'Save the change' }).click();
  await page.getByText('The segment “Dutch” has 2 leads now.').waitFor();

  await page.getByRole('heading', { name: 'New segment' }).waitFor();
  await page.getByRole('button', { name: 'Remove' }).click();
  await page.getByText('There are no segments yet.').waitFor();
  await page.getByRole('button', { name: 'Undo' }).first().click();
  await page.getByRole('link', { name: 'Draft a campaign' }).click();
  await page.getByRole('heading', { name: 'New campaign' }).waitFor();
  expect(await page.getByLabel('Which leads').inputValue()).toBe('in segment "Dutch"');
  await page.getByRole('link', { name: '2 leads' }).waitFor();
  wasQuiet();
});

test('an administrator imports a list, and nobody on it gets a campaign; a domain is closed by hand and opened again', async () => {
  await using world = await beginWorld(started.servers);
  const ann = await add(world, 'ann@archer.example', 'NL');
  const { page, open, isFitForAll, wasQuiet } = await visit(started.browser, world, 'admin');

  await open('/settings/suppressions');
  await page.getByText('Nobody is on the list.').waitFor();
  const csv = 'email,reason\nann@archer.example,unsubscribed\nnobody,unsubscribed\n';
  await page
    .getByLabel('List', { exact: true })
    .setInputFiles({ name: 'list.csv', mimeType: 'text/csv', buffer: Buffer.from(csv) });
  await page.getByText('Line 3: "nobody" is not an email address').waitFor();
  expect((await world.as('marketer').leads.status({ leadId: ann })).email.may).toBe(true);
  await isFitForAll();
  await page.getByRole('button', { name: 'Close 1 line' }).click();
  await page.getByText('1 line closed something that was open. This affects 1 lead that we know.').waitFor();
  await page.getByText('only they can, by opting in again').waitFor();
  const { campaignId } = await world.as('marketer').campaigns.draft({ ...openDayOf(world), audience: 'country is NL' });
  const preview = await world.as('marketer').campaigns.preview({ campaignId, days: 0 });
  expect(preview.leads).toBe(0);

  await page.getByRole('combobox', { name: 'Whom', exact: true }).selectOption('Everyone at a domain');
  await page.getByLabel('Domain', { exact: true }).fill('quay.example');
  await page.getByRole('button', { name: 'Close now' }).click();
  await page.getByRole('region', { name: 'Not contacted' }).getByText('quay.example').waitFor();
  await page.getByLabel('Who', { exact: true }).fill('quay');
  await page.getByRole('button', { name: 'Search', exact: true }).click();
  await page.waitForURL(/text=quay/);
  await page.getByRole('button', { name: 'Open again' }).click();
  await page.getByText('quay.example can get emails, calls and everything else again').waitFor();
  await page.getByText('Nothing matches the filter.').waitFor();
  wasQuiet();
});

test('an administrator sees what a webhook did not accept, and sends it again', async () => {
  let isGone = true;
  await using receiver = await httpServer(() => ({ status: isGone ? 410 : 200 }));
  const sinks = {
    crm: webhook({ url: receiver.url, secret: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw', events: ['campaign.launched'] }),
  };
  await using world = await beginWorld({ ...started.servers, app: { ...app, sinks } });
  await add(world, 'ann@archer.example', 'NL');
  await world.as('marketer').campaigns.launch({ ...openDayOf(world), audience: 'country is NL' });
  await expect.poll(() => receiver.heard.length, { timeout: 20_000 }).toBe(1);
  const { page, open, isFitForAll, wasQuiet } = await visit(started.browser, world, 'admin');

  await open('/settings/webhooks');
  await page.getByText('fails: http-410').waitFor();
  await page.getByRole('region', { name: 'Receivers' }).getByRole('link', { name: '1', exact: true }).click();
  await page.waitForURL(/state=dead/);
  await isFitForAll();
  isGone = false;
  await page.getByRole('button', { name: 'Send it again' }).click();
  await page.getByText('“crm” gets it within seconds').waitFor();
  await expect.poll(() => receiver.heard.length, { timeout: 20_000 }).toBe(2);
  const [first, second] = receiver.heard.map(({ headers }) => headers['webhook-id']);
  expect(second).toBe(first);
  await page.getByText('takes all').waitFor();
  await page.getByText('Nothing has been delivered.').waitFor();
  wasQuiet();
});
