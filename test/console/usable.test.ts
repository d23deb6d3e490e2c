import { sql } from 'kysely';
import type { Page } from 'playwright-core';
import { expect, test, vi } from 'vitest';
import { scriptBytes } from '../../bench/script-bytes.ts';
import { pagesOf } from '../../console/app/pages.ts';
import { beginWorld, type RealWorld } from '../full-stack/support/world.ts';
import { useConsole } from './support/console-servers.ts';
import { visit } from './support/visit.ts';

vi.setConfig({ testTimeout: 300_000 });

const started = useConsole();

const LEADS = 100_000;

/** Leads enough for a long list. */
const addLeads = ({ db }: RealWorld) =>
  sql`insert into leads (id, email, email_key, zone, persona, seniority, source, stage, stage_at, created_at)
    select uuidv7(), e, e, 'UTC', 'user', 'staff', 'list', 'inquiry', now(), now()
    from generate_series(1, ${LEADS}::int) as n, lateral (select 'lead' || n || '@many.example' as e) as address`.execute(db);

test('a list of 100,000 leads scrolls: it draws what is visible, and asks for one page after the other', async () => {
  await using world = await beginWorld(started.servers);
  await addLeads(world);
  const { page, open, wasQuiet } = await visit(started.browser, world, 'admin');
  const cursors = new Set<string>();
  page.on('request', (request) => {
    for (const [, after] of request.postData()?.matchAll(/"after":"([^"]+)"/g) ?? []) cursors.add(after!);
  });
  await open('/leads');
  const list = page.getByRole('region', { name: 'Leads' });
  await page.getByText(`${LEADS.toLocaleString('en')} leads`).waitFor();
  const rows = async () => Number(await list.getByRole('table').getAttribute('aria-rowcount')) - 1;
  const aPage = await rows();
  expect(aPage).toBeLessThanOrEqual(200);
  const emails = new Set<string>();
  while ((await rows()) < 6 * aPage) {
    await list.evaluate((scroller) => scroller.scrollTo(0, scroller.scrollHeight));
    const drawn = await list.getByRole('link').allTextContents();
    expect(drawn.length).toBeLessThan(100);
    drawn.forEach((email) => emails.add(email));
  }
  expect(await page.evaluate<number>('document.querySelectorAll("*").length')).toBeLessThan(1_500);
  expect(emails.size).toBeGreaterThan(aPage);
  expect(cursors.size).toBeGreaterThanOrEqual(5);
  wasQuiet();
});

/** A browser behind 400 ms and 50 kB a second. */
async function slowDown(page: Page): Promise<void> {
  const devTools = await page.context().newCDPSession(page);
  await devTools.send('Network.enable');
  const kBps = 50 * 1024;
  const slow = { offline: false, latency: 400, downloadThroughput: kBps, uploadThroughput: kBps };
  await devTools.send('Network.emulateNetworkConditions', slow);
}

interface Watched {
  /** How far the content jumped: the layout shift of Chromium, added up. */
  readonly jumps: number;
  readonly saidLoading: boolean;
}

/** Watches each page from its first moment. */
async function watch(page: Page): Promise<() => Promise<Watched>> {
  await page.addInitScript({
    content: `
      const watched = (window.watched = { jumps: 0, saidLoading: false });
      new PerformanceObserver((list) => {
        for (const { value } of list.getEntries()) watched.jumps += value;
      }).observe({ type: 'layout-shift', buffered: true });
      new MutationObserver(() => {
        if (document.querySelector('[role=status]')?.textContent === 'Loading') watched.saidLoading = true;
      }).observe(document, { childList: true, subtree: true });`,
  });
  return () => page.evaluate<Watched>('window.watched');
}

const noneLoads = (page: Page) =>
  expect.poll(() => page.getByText('Loading', { exact: true }).count(), { timeout: 60_000 }).toBe(0);

for (const size of ['desktop', 'phone'] as const)
  test(`on a slow network, every page on a ${size} says that it loads, and its content does not jump when it comes`, async () => {
    await using world = await beginWorld(started.servers);
    const lead = await world.lead({ email: 'ann@archer.example', firstName: 'Ann', lastName: 'Archer' });
    await lead.gets('guide');
    await lead.does('demoRequested');
    const { taskId } = await lead.task(await lead.isHeldBy('sdr-team'));
    const { items } = await world.as('admin').campaigns.list({});
    const { page, wasQuiet } = await visit(started.browser, world, 'admin', { size });
    await slowDown(page);
    const watched = await watch(page);
    const found: Record<string, Watched> = {};
    const menu = pagesOf({ role: 'admin', repId: undefined }).map(({ path }) => path);
    const others = [`/leads/${lead.id}`, `/tasks/${taskId}`, `/campaigns/${items[0]!.id}`, '/campaigns/new', '/imports'];
    for (const path of [...menu, ...others]) {
      await page.goto(`${world.apiUrl}/console${path}`);
      await page.getByRole('heading', { level: 1 }).first().waitFor();
      await noneLoads(page);
      found[path] = await watched();
    }
    expect(Object.entries(found).filter(([, { jumps, saidLoading }]) => jumps >= 0.1 || !saidLoading)).toEqual([]);
    wasQuiet();
  });

test('no page needs more than 200 kB of compressed script when it is the first that a browser opens', async () => {
  const sizes = Object.entries(await scriptBytes());
  expect(sizes.length).toBeGreaterThan(10);
  expect(sizes.filter(([, bytes]) => bytes >= 200_000)).toEqual([]);
});
