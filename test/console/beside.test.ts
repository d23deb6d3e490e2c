import { fileURLToPath } from 'node:url';
import { expect, test, vi } from 'vitest';
import type { Simulate } from '../../api/campaigns/simulator.ts';
import { DAY } from '../../domain/time/duration.ts';
import { beginWorld } from '../full-stack/support/world.ts';
import { firstSteps, news, nurture } from '../stories/lanes/programs.ts';
import { app as testApp } from '../support/app.ts';
import { useConsole } from './support/console-servers.ts';
import { visit } from './support/visit.ts';

vi.setConfig({ testTimeout: 240_000 });

const started = useConsole({
  ...testApp,
  programs: { nurture, 'first-steps': firstSteps, news },
  workflowsPath: fileURLToPath(new URL('../stories/lanes/workflows.ts', import.meta.url)),
});

test('a lead shows what runs beside its main program, and an operator moves a failed one on', async () => {
  await using world = await beginWorld(started.servers);
  const ann = await world.lead({ email: 'ann@archer.example', firstName: 'Ann', lastName: 'Archer' });
  await ann.gets('guide');
  await world.as('marketer').campaigns.launch({ name: 'Our news', program: 'news', audience: { leadIds: [ann.id] } });
  const tracks = async () => (await world.as('admin').leads.get({ leadId: ann.id })).beside.map(({ track }) => track);
  await world.eventually('it runs beside', async () => (await tracks())[0] === 'tell');
  const { page, open, isFitForAll, wasQuiet } = await visit(started.browser, world, 'admin');

  await open(`/leads/${ann.id}`);
  const own = page.getByRole('region', { name: 'Now', exact: true });
  await own.getByText('In educate, it waits for').waitFor();
  await own.getByRole('link', { name: 'Story' }).waitFor();
  const beside = page.getByRole('region', { name: 'Also, in the lane newsletter' });
  await beside.getByText('In tell, it waits for').waitFor();
  await beside.getByRole('link', { name: 'Our news' }).waitFor();
  await isFitForAll();

  await world.as('admin').ops.moveTo({ leadId: ann.id, lane: 'newsletter', track: 'fails' });
  await beside.getByText('In fails, it stopped at an error').waitFor();
  await beside.getByRole('button', { name: 'Move to…' }).click();
  await beside.getByLabel('Track').selectOption('tell');
  await isFitForAll();
  await beside.getByRole('button', { name: 'Move', exact: true }).click();
  await page.getByText('The lead is now in the track tell.').waitFor();
  await beside.getByText('In tell, it waits for').waitFor();
  await page.getByRole('button', { name: 'Undo' }).first().click();
  await beside.getByText('In fails, it stopped at an error').waitFor();
  await beside.getByRole('button', { name: 'Run again' }).click();
  await page.getByText('The program runs this track again.').waitFor();
  await own.getByText('In educate, it waits for').waitFor();
  expect(await own.getByRole('button', { name: 'Run again' }).count()).toBe(0);
  wasQuiet();

  const rep = await visit(started.browser, world, { rep: 'tom' });
  await rep.open(`/leads/${ann.id}`);
  await rep.page.getByText('In fails, it stopped at an error').waitFor();
  expect(await rep.page.getByRole('button', { name: /Run again|Move to…/ }).count()).toBe(0);
  rep.wasQuiet();
});

/** Whoever is simulated gets an email of the campaign the next day, and two of other programs the day after. */
const simulate: Simulate = ({ leadIds, start }) =>
  Promise.resolve({
    load: [],
    lives: leadIds.map((id) => ({
      id,
      emails: [{ content: 'guide', at: start + DAY, channel: 'email' }],
      beside: [
        { at: start + 2 * DAY, channel: 'email' },
        { at: start + 2 * DAY, channel: 'email' },
      ],
      place: { stage: 'inquiry', track: 'educate', because: null },
    })),
  });

test('a draft shows on which days its leads get emails of other programs, too', async () => {
  await using world = await beginWorld(started.servers, { simulate });
  const marketer = world.as('marketer');
  const rows = ['gil@garden.example', 'hal@harbour.example'].map((email) => ({ email }));
  await marketer.imports.run({ file: { rows }, source: 'fair', consentBasis: 'optIn' });
  const { campaignId } = await marketer.campaigns.draft({ name: 'Autumn', program: 'nurture', everybody: true });
  const { page, open, isFitForAll, wasQuiet } = await visit(started.browser, world, 'marketer');

  await open(`/campaigns/${campaignId}`);
  // The world begins on a Tuesday.
  const week = (label: string) => page.getByRole('table', { name: label, exact: true }).locator('tbody td').allTextContents();
  await page.getByRole('heading', { name: 'Emails a day that the same leads get from other programs' }).waitFor();
  expect(await week('Emails a day')).toEqual(['', '', '2', '', '', '', '']);
  expect(await week('Emails a day from other programs')).toEqual(['', '', '', '4', '', '', '']);
  await isFitForAll();
  wasQuiet();
});
