import { expect, test, vi } from 'vitest';
import { beginWorld } from '../full-stack/support/world.ts';
import { useConsole } from './support/console-servers.ts';
import { visit } from './support/visit.ts';

vi.setConfig({ testTimeout: 240_000 });

const started = useConsole();

const csv = `Email,First name,Company,Country,Consent basis,Consent date,Consent confirmed
ann@archer.example,Ann,Archer,GB,doubleOptIn,2026-01-10,2026-01-11
bo@bakery.example,Bo,Bakery,GB,doubleOptIn,2026-01-10,2026-01-11
cy[at]cable.example,Cy,Cable,GB,doubleOptIn,2026-01-10,2026-01-11
ANN@archer.example,Ann,Archer,GB,doubleOptIn,2026-01-10,2026-01-11
`;

test('a marketer imports a file, sees who would get what, starts, watches, pauses, resumes and stops', async () => {
  await using world = await beginWorld(started.servers);
  const { page, open, isFitForAll, wasQuiet } = await visit(started.browser, world, 'marketer');

  await open('/campaigns');
  await page.getByRole('navigation', { name: 'Pages' }).getByRole('link', { name: 'Imports' }).click();
  await page
    .getByLabel('File', { exact: true })
    .setInputFiles({ name: 'fair.csv', mimeType: 'text/csv', buffer: Buffer.from(csv) });
  await page.getByText('"cy[at]cable.example" is not an email address').waitFor();
  await page.getByText('line 5 as line 2').waitFor();
  await isFitForAll();
  await page.getByRole('button', { name: 'Import 2 leads' }).click();
  await page.getByRole('heading', { name: 'fair', level: 1 }).waitFor();
  await page.getByRole('link', { name: '2: New' }).click();
  await page.getByText('2 leads', { exact: true }).waitFor();
  await page.goBack();
  await page.getByRole('link', { name: '1: Rejected' }).click();
  await page.getByRole('heading', { name: 'Rejected rows and cells' }).waitFor();
  await page.getByRole('link', { name: '1: Twice in the file' }).click();
  const twice = page.getByRole('region', { name: 'Twice in the file' }).last();
  await twice.getByText('line 2', { exact: true }).waitFor();
  await isFitForAll();
  await twice.getByRole('link', { name: 'Open the lead' }).click();
  await page.getByRole('heading', { name: 'Ann', level: 1 }).waitFor();
  await page.goBack();
  await page.getByRole('link', { name: 'Draft a campaign for them' }).click();

  await page.getByLabel('Name', { exact: true }).fill('After the fair');
  await page.getByLabel('Program or email').selectOption('newcomers');
  await page.getByRole('link', { name: '2 leads' }).waitFor();
  // Nobody knows a file by its id.
  await page.getByText(/in the file “fair” of \w+/).waitFor();
  await isFitForAll();
  await page.getByRole('button', { name: 'Save the draft' }).click();

  await page.getByText('2 leads would get it, 0 would not.').waitFor();
  await page.getByRole('link', { name: /^“fair” of / }).waitFor();
  await isFitForAll();
  await page.getByLabel('To', { exact: true }).fill('me@ours.example');
  await page.getByRole('button', { name: 'Send the test' }).click();
  await page.getByText('The email server accepted').waitFor();
  const start = page.getByRole('button', { name: 'Start for 2 leads' });
  await page.getByLabel('Type 2 to start').fill('3');
  expect(await start.isDisabled()).toBe(true);
  await page.getByLabel('Type 2 to start').fill('2');
  await start.click();

  await page.getByRole('link', { name: /^educate.* 2$/ }).waitFor({ timeout: 60_000 });
  await page.getByRole('region', { name: 'Results by email' }).getByText('guide').waitFor({ timeout: 60_000 });
  await isFitForAll();

  await page.getByRole('button', { name: 'Pause…' }).click();
  await page.getByLabel('Why', { exact: true }).fill('The price list changes today');
  await page.getByRole('button', { name: 'Pause for everybody' }).click();
  await page.getByText('“The price list changes today”').waitFor();
  await page.getByRole('region', { name: 'What holds it' }).getByText('The price list changes today').waitFor();
  await page.getByRole('button', { name: 'Resume for everybody' }).click();
  await page.getByRole('button', { name: 'Stop…' }).click();
  await page.getByLabel('Why', { exact: true }).fill('The fair is over');
  await page.getByRole('button', { name: 'Stop for everybody' }).click();
  await page.getByText('its leads have left it').waitFor();
  wasQuiet();
});

test('a file of 30 MB is previewed by its first rows, sent, and imported, with its progress', async () => {
  await using world = await beginWorld(started.servers);
  const { page, open, wasQuiet } = await visit(started.browser, world, 'marketer');
  const rows = 20_000;
  const note = 'They asked about our prices. '.repeat(52);
  const lines = Array.from({ length: rows }, (_, n) => `visitor${n}@fair${n % 4_000}.example,Ann Archer,GB,"${note}"`);
  const buffer = Buffer.from(['Email,Name,Country,Remarks', ...lines].join('\n'));
  expect(buffer.length).toBeGreaterThan(30_000_000);

  const network = await page.context().newCDPSession(page);
  const slow = { offline: false, latency: 0, downloadThroughput: -1, uploadThroughput: 8_000_000 };
  await network.send('Network.emulateNetworkConditions', slow);
  await open('/imports');
  await page.getByLabel('File', { exact: true }).setInputFiles({ name: 'large fair.csv', mimeType: 'text/csv', buffer });
  await page.getByText(/^The file is large. This preview covers the first \d\d\d rows/).waitFor();
  await page.getByRole('button', { name: 'Import the whole file' }).click();
  await page.getByText(/^[1-9]\d% of the file is uploaded\. Keep this page open\.$/).waitFor();
  await page.getByText('You may leave this page.').waitFor({ timeout: 60_000 });
  await page.getByRole('heading', { name: 'large fair', level: 1 }).waitFor({ timeout: 120_000 });
  await page.getByText('20,000 new, 0 known').waitFor();
  wasQuiet();
});

test.for([
  ['light', 'phone'],
  ['dark', 'desktop'],
] as const)('the pages of marketing are fit for all: %s, %s', async ([theme, size]) => {
  await using world = await beginWorld(started.servers);
  const lead = await world.lead({ email: 'dee@dairy.example' });
  await lead.gets('guide');
  const [campaign] = (await world.as('marketer').campaigns.list({})).items;
  const { open, page, isFitForAll, wasQuiet } = await visit(started.browser, world, 'marketer', { theme, size });
  const one = `/campaigns/${campaign!.id}`;
  for (const path of [
    '/campaigns',
    one,
    `${one}/leads?is=in`,
    `${one}/leads?measure=sent`,
    '/content',
    '/content/guide',
    '/imports',
  ])
    await open(path).then(isFitForAll);
  await page.getByText('Import a file').waitFor();
  wasQuiet();
});

test('an email is shown in a frame of its own rules, and as plain text', async () => {
  await using world = await beginWorld(started.servers);
  const { open, page, wasQuiet } = await visit(started.browser, world, 'marketer');
  await open('/content/guide');
  const body = page.frameLocator('iframe').locator('body');
  await body.getByText('Sundry, 1 Main Street').waitFor();
  for (const look of ['Phone', 'Dark', 'Desktop']) {
    await page.getByRole('button', { name: look }).click();
    await body.getByText('Sundry, 1 Main Street').waitFor();
  }
  await page.getByRole('button', { name: 'Plain text' }).click();
  await page.getByText('go.example.com/sample').first().waitFor();
  wasQuiet();
});

test('the page of an email says what came of it, which subject is better once there is enough, and what changed', async () => {
  await using world = await beginWorld(started.servers);
  const { open, page, isFitForAll, wasQuiet } = await visit(started.browser, world, 'marketer');
  const lead = await world.lead({ email: 'fay@factory.example' });
  await lead.gets('guide');
  await open('/content');
  await page.getByText(/1 sent · 0 met the goal · 0 replied/).waitFor();
  await isFitForAll();
  await open('/content/guide');
  await page.getByRole('region', { name: 'Results by version' }).getByText('The guide').waitFor();
  await page.getByText('emails/guide.mjml').first().waitFor();
  await isFitForAll();
  await page.screenshot({ path: '.trellis/pages/content-guide.png', fullPage: true });

  await open('/content/news');
  await page.getByText('Not enough yet: 0 emails with A, 0 with B. 30 of each are needed').waitFor();
  await page.getByText('not enough yet', { exact: true }).waitFor();
  await page.getByText('Changes from').first().click();
  await page.locator('ins').first().waitFor();
  expect(await page.locator('ins').allTextContents()).toEqual(['changed since the guide\n\n']);
  await page.getByLabel('To', { exact: true }).fill('me@ours.example');
  await page.getByRole('button', { name: 'Send the test' }).click();
  await page.getByText('The email server accepted').waitFor();
  await isFitForAll();
  await page.screenshot({ path: '.trellis/pages/content-news.png', fullPage: true });
  wasQuiet();
});

test('a count that has changed is refused with the right one, a double click starts once, and one company is stopped', async () => {
  await using world = await beginWorld(started.servers);
  const api = world.as('marketer');
  const known = async (...emails: string[]) =>
    await api.imports.run({ file: { rows: emails.map((email) => ({ email })) }, source: 'fair', consentBasis: 'optIn' });
  await known('gil@garden.example', 'hal@harbour.example', 'ida@island.example');
  await api.contact.close({ leadId: 'ida@island.example', channel: 'email', reason: 'doNotContact' });
  const { campaignId } = await api.campaigns.draft({ name: 'Autumn', program: 'newcomers', everybody: true });
  const { page, open, isFitForAll, wasQuiet } = await visit(started.browser, world, 'marketer');

  await open(`/campaigns/${campaignId}`);
  await page.getByText('2 leads would get it, 1 would not.').waitFor();
  await page.getByLabel('Type 2 to start').fill('2');
  await isFitForAll();
  for (const name of ['1: would not get it', /^1 lead: may not be emailed/]) {
    await page.getByRole('link', { name }).click();
    await page.getByText('ida@island.example').first().waitFor();
    await page.getByText('gil@garden.example').first().waitFor({ state: 'detached' });
    await isFitForAll();
    await open(`/campaigns/${campaignId}`);
  }
  await page.getByLabel('Type 2 to start').fill('2');
  const clicked = Promise.withResolvers<void>();
  // The page counts anew by itself; here, too late.
  await page.route(/campaigns\.preview/, async (route) => {
    await clicked.promise;
    await route.continue();
  });
  await known('jon@jetty.example');
  await page.getByRole('button', { name: 'Start for 2 leads' }).click();
  clicked.resolve();
  await page
    .getByText(/3 leads/)
    .first()
    .waitFor();
  expect((await api.campaigns.get({ campaignId })).state).toBe('draft');
  await page.getByLabel('Type 3 to start').fill('3');
  await page.getByRole('button', { name: 'Start for 3 leads' }).dblclick();
  await page.getByRole('link', { name: /^educate.* 3$/ }).waitFor({ timeout: 60_000 });
  const starts = await world.db.selectFrom('auditLog').select('outcome').where('action', '=', 'campaigns.start').execute();
  expect(starts.filter(({ outcome }) => outcome === 'done')).toHaveLength(1);
  expect(starts).toHaveLength(2);

  await page.getByRole('button', { name: 'Stop…' }).click();
  await page.getByLabel('For whom').selectOption('One company');
  await page.getByLabel('Its domain, such as example.com').fill('garden.example');
  await page.getByLabel('Why', { exact: true }).fill('They have become a customer');
  await page.getByRole('button', { name: 'Stop for garden.example' }).click();
  await page.getByText('They have become a customer').waitFor();
  await expect.poll(async () => (await api.campaigns.get({ campaignId })).progress.in, { timeout: 30_000 }).toBe(2);
  await page.getByRole('region', { name: 'Cost by stage' }).getByText('MQL').waitFor();
  await page.screenshot({ path: '.trellis/pages/campaign-running.png', fullPage: true });
  wasQuiet('campaigns.start');
});

test('pasted addresses become an audience, and those that we do not know are imported', async () => {
  await using world = await beginWorld(started.servers);
  const rows = [{ email: 'kim@kiosk.example' }, { email: 'lou@lodge.example' }];
  await world.as('marketer').imports.run({ file: { rows }, source: 'fair', consentBasis: 'optIn' });
  const { page, open, isFitForAll, wasQuiet } = await visit(started.browser, world, 'marketer');
  await open('/campaigns/new');
  await page.getByText('Paste addresses').click();
  await page.getByLabel('Addresses', { exact: true }).fill('Kim <KIM@kiosk.example>; lou@lodge.example, max@mill.example ned@');
  await page.getByRole('button', { name: 'Look them up' }).click();
  await page.getByText('These are not addresses: ned@.').waitFor();
  await isFitForAll();
  await page.getByRole('button', { name: 'Use the 2 leads that we know' }).click();
  await page.getByRole('link', { name: '2 leads' }).waitFor();
  await page.getByRole('link', { name: 'Import 1 new lead' }).click();
  await page.getByRole('button', { name: 'Import 1 lead', exact: true }).click();
  await page.getByRole('heading', { name: 'pasted addresses', level: 1 }).waitFor();
  expect((await world.as('marketer').leads.get({ leadId: 'max@mill.example' })).email).toBe('max@mill.example');
  wasQuiet();
});
