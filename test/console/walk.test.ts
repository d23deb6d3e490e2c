import { glob, readFile } from 'node:fs/promises';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { openEmptyDemo } from './support/empty-demo.ts';
import { walk } from './support/walk.ts';
import { temporaryFolder } from '../stack/folder.ts';
import { startChromium } from './support/chromium.ts';
import { visitBy, type Visit } from './support/visit.ts';
import { pictureOfAlert } from '../../docs/pictures/alert.ts';

vi.setConfig({ testTimeout: 900_000 });

/** What goes wrong for modelled people is no part of the walk: their requests may meet servers that restart. */
function onError() {}
let browser: Browser;
beforeAll(async () => void (browser = await startChromium()));
afterAll(() => browser.close());

test('somebody who sees Trellis for the first time imports, drafts, starts, calls, finds out why, reads the funnel and looks around', async () => {
  await using folder = await temporaryFolder();
  const { signal } = new AbortController();
  await using demo = await openEmptyDemo({ day: '6s', dir: folder.path, seed: 1, signal, tell: () => {}, onError });
  const visits = new Map<Page, Visit>();
  const looked: string[] = [];
  await walk({
    demo,
    daysAfter: 0,
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
  await pictureOfAlert(browser, '.trellis/pages/alert.png');
  // The email, and the page of `trellis simulate --html`.
  const others = ['alert', 'simulate'];
  expect((await shownInDocs()).filter((name) => !looked.includes(name) && !others.includes(name))).toEqual([]);
});

/** The pictures of pages that README.md and docs show. */
async function shownInDocs(): Promise<string[]> {
  const texts = await Promise.all(
    ['README.md', ...(await Array.fromAsync(glob('docs/*.md')))].map((file) => readFile(file, 'utf8')),
  );
  return texts.flatMap((text) => [...text.matchAll(/pictures\/([\w-]+)\.png/g)].map(([, name]) => name!));
}
