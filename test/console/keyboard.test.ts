import { expect, test, vi } from 'vitest';
import { beginWorld } from '../full-stack/support/world.ts';
import { app } from '../support/app.ts';
import { useConsole } from './support/console-servers.ts';
import { keyboardAt } from './support/keyboard.ts';
import { visit } from './support/visit.ts';

vi.setConfig({ testTimeout: 300_000 });

/** A manager has to decide soon, and has long for it. */
const { slas } = app.policy;
const soon = { ...slas['fastTrack']!, ladder: [{ rung: 'decide', after: '10 working minutes' }] } as const;
const started = useConsole({ ...app, policy: { ...app.policy, slas: { ...slas, fastTrack: soon } } });

test('a manager decides with the keyboard alone: keeps a lead, gives one to a colleague and takes that back, sends one back', async () => {
  await using world = await beginWorld(started.servers, { day: '30m' });
  const { tasks } = world.asRep('mia');
  const toDecide = async () => (await tasks.list({ of: 'team', state: 'toDecide' })).items;
  for (const [firstName, company] of [['Ann', 'archer'] as const, ['Ben', 'baker'] as const, ['Cem', 'cable'] as const]) {
    const lead = await world.lead({ email: `${firstName}@${company}.example`, firstName, lastName: 'Newcomer' });
    await lead.does('demoRequested');
  }
  await world.eventually('all three wait for her', async () => (await toDecide()).length === 3);
  const { page, open, isFitForAll, wasQuiet } = await visit(started.browser, world, { rep: 'mia' });
  const { tabTo, press, focused, isSeen } = keyboardAt(page);
  await open('/team');
  const names = page.getByRole('list', { name: 'To decide' }).getByRole('strong');
  await expect.poll(() => names.count()).toBe(3);
  const [first, second, third] = (await names.allTextContents()) as [string, string, string];
  await isFitForAll();

  await tabTo('Skip to the content');
  await press('Enter', 'j');
  await expect.poll(focused).toBe(first);
  await isSeen();
  await press('j', 'k');
  await expect.poll(focused).toBe(first);
  const was = new Map((await toDecide()).map(({ lead, assignee }) => [lead.name, assignee?.name]));
  const now = async (name: string) =>
    (await tasks.list({ of: 'team' })).items.find(({ lead }) => lead.name === name)?.assignee?.name;
  await press('1');
  await expect.poll(focused).toBe(second);
  await isSeen();

  // The question has the focus; Escape and the answer give it back.
  await press('2');
  await expect.poll(focused).toMatch(/^Give to/);
  await press('Escape');
  await expect.poll(focused).toBe('2 Give to…');
  await isSeen();
  await press('Enter');
  await expect.poll(async () => await page.evaluate('document.activeElement.matches("select")')).toBe(true);
  await tabTo('Give');
  await press('Enter');
  await expect.poll(focused).toBe(third);
  await isSeen();
  await world.eventually('a colleague has it', async () => ![undefined, was.get(second)].includes(await now(second)));
  await press('Control+z');
  await world.eventually('it is given back', async () => (await now(second)) === was.get(second));

  await tabTo('3 Back to nurture');
  await press('Enter');
  await page.getByText('Nothing. A task appears here').waitFor();
  expect(await toDecide()).toEqual([]);
  expect([await now(first), await now(third)]).toEqual([was.get(first), undefined]);
  wasQuiet();
});

test('a marketer drafts, previews, tests and starts a campaign with the keyboard alone, by the count that they type', async () => {
  await using world = await beginWorld(started.servers);
  const marketer = world.as('marketer');
  const rows = [{ email: 'ann@archer.example' }, { email: 'ben@baker.example' }];
  await marketer.imports.run({ file: { rows }, source: 'fair', consentBasis: 'optIn' });
  const { page, open, wasQuiet } = await visit(started.browser, world, 'marketer');
  const { tabTo, press, type, focused, isSeen } = keyboardAt(page);
  await open('/leads');
  await press('g', 'c');
  await page.getByRole('heading', { name: 'Campaigns', level: 1 }).waitFor();
  await tabTo('New campaign');
  await press('Enter');
  await expect.poll(focused).toBe('Name');
  await isSeen();
  await type('Spring');
  await tabTo('Program or email');
  await type('newcomers');
  await tabTo('Which leads');
  await type('everybody');
  await page.getByRole('link', { name: '2 leads' }).waitFor();
  await tabTo('Save the draft');
  await press('Enter');

  await page.getByText('2 leads would get it, 0 would not.').waitFor();
  // A number of the preview opens its leads.
  await tabTo('2 leads: would get it');
  await press('Enter');
  await page.getByRole('link', { name: 'ann@archer.example' }).waitFor();
  await tabTo('Open the campaign');
  await press('Enter');
  await page.getByText('2 leads would get it, 0 would not.').waitFor();
  await tabTo('To');
  await type('me@ours.example');
  await tabTo('Send the test');
  await press('Enter');
  await page.getByText('The email server accepted').waitFor();
  await tabTo('Type 2 to start');
  await type('3');
  await press('Enter');
  expect((await marketer.campaigns.list({})).items.map(({ state }) => state)).toEqual(['draft']);
  await press('Backspace');
  await type('2');
  await tabTo('Start for 2 leads');
  await press('Enter');
  await tabTo('Pause…');
  await press('Enter');
  await expect.poll(focused).toBe('Why');
  await isSeen();
  await press('Escape');
  await expect.poll(focused).toBe('Pause…');
  await isSeen();
  await press('Enter');
  await type('The price list changes');
  await press('Enter');
  await page.getByText('“The price list changes”').waitFor();
  expect((await marketer.campaigns.list({})).items.map(({ state }) => state)).toEqual(['paused']);
  wasQuiet();
});
