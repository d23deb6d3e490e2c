import type { Page } from 'playwright-core';
import { signInLink } from '../../api/people/sign-in.ts';
import { createApi } from '../../api/server.ts';
import { pagesOf } from '../../console/app/pages.ts';
import { invitePerson } from '../../db/people/people.ts';
import { freePort } from '../../dev/ports.ts';
import { startChromium } from '../../test/console/support/chromium.ts';
import { apiOf } from '../company-api.ts';
import type { Company } from '../company.ts';
import { atMost, type Measurement, type Row } from '../measurement.ts';
import { leadOf } from '../population.ts';
import { reportsOnScreen } from '../reports-on-screen.ts';
import { scriptBytes } from '../script-bytes.ts';

const MOST_SCRIPT = 200;
const pages = [...pagesOf({ role: 'admin', repId: undefined }).map(({ path }) => path), `/leads/${leadOf(1)}`];

export const console: Measurement = {
  name: 'console',
  about:
    'the console in Chromium: script of each page, first and largest paint, answers to clicks, and from a report to the screens',
  async run(ground) {
    const company = await ground.company();
    await using opened = new AsyncDisposableStack();
    const url = `http://127.0.0.1:${await freePort()}`;
    const api = opened.adopt(await createApi(apiOf(company.db, url)), (server) => server.close());
    await api.listen({ host: '127.0.0.1', port: Number(new URL(url).port) });
    const browser = opened.adopt(await startChromium(), (started) => started.close());
    const page = await browser.newPage({ viewport: { width: 1280, height: 860 } });
    await page.addInitScript({ content: watching });
    await signIn(page, company, url);
    const rows: Row[] = [];
    for (const path of pages) {
      await page.goto(`${url}/console${path}`);
      await page.getByRole('heading', { level: 1 }).first().waitFor({ timeout: 120_000 });
      await page.waitForLoadState('networkidle').catch(() => {}); // a page that keeps asking is measured, too
      const { first, largest } = await page.evaluate<Seen>('seen()');
      ground.say(`  ${path}: first paint ${first.toFixed(0)} ms, largest ${largest.toFixed(0)} ms`);
      rows.push({ name: `console${path}, first paint`, value: first, unit: 'ms' });
      rows.push({ name: `console${path}, largest paint`, value: largest, unit: 'ms' });
    }
    rows.push({ name: 'console/slowest answer to a click', value: await clickAround(page), unit: 'ms', budget: atMost(200) });
    for (const [name, bytes] of Object.entries(await scriptBytes()))
      rows.push({ name: `console/script of ${name}`, value: bytes / 1_000, unit: 'kB', budget: atMost(MOST_SCRIPT) });
    return [...rows, ...(await reportsOnScreen(browser, ground.say))];
  },
};

interface Seen {
  readonly first: number;
  readonly largest: number;
  /** The slowest interaction, from the press until the screen has changed. */
  readonly slowest: number;
}

/** Collects what Chromium measures of a page. */
const watching = `
  let largest = 0, slowest = 0;
  new PerformanceObserver((list) => { for (const { startTime } of list.getEntries()) largest = startTime; })
    .observe({ type: 'largest-contentful-paint', buffered: true });
  new PerformanceObserver((list) => { for (const { duration, interactionId } of list.getEntries()) if (interactionId) slowest = Math.max(slowest, duration); })
    .observe({ type: 'event', durationThreshold: 16, buffered: true });
  window.seen = () => ({ first: performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0, largest, slowest });`;

async function signIn(page: Page, { db }: Company, publicUrl: string): Promise<void> {
  const email = `bench${Date.now()}@ours.example`;
  const personId = await invitePerson(db, { email, name: 'Bench', role: 'admin' });
  await page.goto(await signInLink({ db, publicUrl }, personId!));
  await page.getByRole('button').first().click();
  await page.getByRole('heading', { level: 1 }).first().waitFor();
}

/** Goes from page to page by the menu. */
async function clickAround(page: Page): Promise<number> {
  for (const { label } of pagesOf({ role: 'admin', repId: undefined })) {
    await page.getByRole('navigation').getByRole('link', { name: label, exact: true }).click();
    await page.getByRole('heading', { level: 1 }).first().waitFor();
  }
  await page.keyboard.press('/');
  await page.keyboard.type('ann', { delay: 50 });
  await page.waitForLoadState('networkidle').catch(() => {}); // a page that keeps asking is measured, too
  return (await page.evaluate<Seen>('seen()')).slowest;
}
