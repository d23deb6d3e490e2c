import { afterAll, beforeAll, test, vi } from 'vitest';
import type { Browser } from 'playwright-core';
import { startServers, type Servers } from '../full-stack/support/servers.ts';
import { beginWorld, type RealWorld } from '../full-stack/support/world.ts';
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

/** A lead who has asked for a demo, and whom an SDR is to call. */
async function calledLead(world: RealWorld, email: string) {
  const lead = await world.lead({ email, firstName: 'Ann', lastName: 'Archer' });
  await lead.gets('guide');
  await lead.does('demoRequested');
  const rep = await lead.isHeldBy('sdr-team');
  return { lead, rep, ...(await lead.task(rep)) };
}

test('a rep works a task on a phone, takes the report back, and the workflow follows', async () => {
  await using world = await beginWorld(servers);
  const { rep } = await calledLead(world, 'ann@archer.example');
  const { page, open, isFitForAll, wasQuiet } = await visit(browser, world, { rep }, { size: 'phone' });
  await open('/my-day');
  await page.getByRole('link', { name: 'Ann Archer' }).click();
  await page.getByRole('heading', { name: 'How was it?' }).waitFor();
  await isFitForAll();
  await page.getByRole('button', { name: 'No answer' }).click();
  await page.getByText('The call task goes on.').waitFor();
  await page.getByRole('button', { name: 'Undo' }).click();
  await page.getByText('is taken back').waitFor();
  wasQuiet();
});
