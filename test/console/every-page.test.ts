import { mkdir } from 'node:fs/promises';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { pagesOf } from '../../console/app/pages.ts';
import { startServers, type Servers } from '../full-stack/support/servers.ts';
import { beginWorld, type RealWorld } from '../full-stack/support/world.ts';
import { startChromium } from './support/chromium.ts';
import { visit } from './support/visit.ts';

vi.setConfig({ testTimeout: 240_000 });

/** Where every run leaves its pictures, to be looked at. */
const PICTURES = '.trellis/pages';

let servers: Servers;
let browser: Browser;
let world: RealWorld;
beforeAll(async () => {
  [servers, browser] = await Promise.all([startServers(), startChromium(), mkdir(PICTURES, { recursive: true })]);
  world = await beginWorld(servers);
  const lead = await world.lead({ email: 'ann@archer.example', firstName: 'Ann', lastName: 'Archer' });
  await world.lead({ email: 'ben@baker.example', firstName: 'Ben', lastName: 'Baker' });
  await lead.gets('guide');
  await lead.does('demoRequested');
  await lead.isHeldBy('sdr-team');
});
afterAll(async () => {
  await world[Symbol.asyncDispose]();
  await browser.close();
  await servers[Symbol.asyncDispose]();
});

/** Parts of pages that have an address of their own. */
const parts = ['list=still', 'list=bounces', 'list=queue', 'view=incoming', 'view=installation', 'view=audit'].map(
  (part) => `/operations?${part}`,
);

/** One lead and its company. */
const ones = ['/leads/ann@archer.example', '/leads/ann@archer.example?show=emails', '/accounts/archer.example'];

for (const size of ['desktop', 'phone'] as const)
  for (const theme of ['light', 'dark'] as const)
    test(`everyone can use every page on a ${size} in ${theme} colours`, async () => {
      const { page, open, isFitForAll, wasQuiet } = await visit(browser, world, 'admin', { size, theme });
      await open('/settings');
      const sections = await page.getByRole('navigation', { name: 'Settings' }).getByRole('link').all();
      const ofSettings = await Promise.all(
        sections.map(async (link) => (await link.getAttribute('href'))!.replace('/console', '')),
      );
      expect(ofSettings).toContain('/settings/knobs');
      for (const path of [
        ...pagesOf({ role: 'admin', repId: undefined }).map((one) => one.path),
        ...parts,
        ...ones,
        ...ofSettings,
      ]) {
        await open(path);
        await expect.poll(() => page.getByText('Loading', { exact: true }).count(), { timeout: 20_000 }).toBe(0);
        await isFitForAll();
        await page.screenshot({ path: `${PICTURES}/${path.slice(1).replace('?', '-')}-${size}-${theme}.png` });
      }
      wasQuiet();
    });
