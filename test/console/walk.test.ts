import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { openEmptyDemo, type EmptyDemo } from './support/empty-demo.ts';
import { walk } from './support/walk.ts';
import { temporaryFolder } from '../stack/folder.ts';
import { startChromium } from './support/chromium.ts';
import { visitBy, type Visit } from './support/visit.ts';

vi.setConfig({ testTimeout: 540_000 });

/** What goes wrong for modelled people is no part of the walk: their requests may meet servers that restart. */
const onError = () => {};
const opened = new AsyncDisposableStack();
let browser: Browser;
let demo: EmptyDemo;
beforeAll(async () => {
  const { path: dir } = opened.use(await temporaryFolder());
  browser = opened.adopt(await startChromium(), (open) => open.close());
  const { signal } = new AbortController();
  demo = opened.use(await openEmptyDemo({ day: '6s', dir, seed: 1, signal, tell: () => {}, onError }));
});
afterAll(() => opened.disposeAsync());

test('somebody who sees Trellis for the first time imports, drafts, starts, calls, finds out why and reads the funnel', async () => {
  const visits = new Map<Page, Visit>();
  const looked: string[] = [];
  await walk({
    demo,
    async signIn(link, size) {
      const visit = await visitBy(browser, link, { size });
      visits.set(visit.page, visit);
      visit.page.setDefaultTimeout(120_000);
      return visit.page;
    },
    async look(page, name) {
      await page.screenshot({ path: `.trellis/pages/${name}.png` });
      await visits.get(page)!.isFitForAll();
      looked.push(name);
    },
  });
  for (const visit of visits.values()) visit.wasQuiet();
  expect(looked).toHaveLength(12);
});
