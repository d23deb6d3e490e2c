import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { chromium, type BrowserContext, type Page } from 'playwright-core';
import { pictureOfAlert } from './alert.ts';

/*
 * Makes the pictures of the docs again: `npm run pictures`. It rehearses the example with the demo, signs in by the link that it
 * prints, and looks at the pages of the console as they then are. It fails if a page has an error. With `--check`, it rehearses two
 * weeks, and the pictures go to a temporary folder.
 */

const isCheck = process.argv.includes('--check');
const here = import.meta.dirname;
const root = join(here, '../..');
const dir = await mkdtemp(join(tmpdir(), 'trellis-pictures-'));
const folder = isCheck ? dir : here;
const { CHROMIUM = '/usr/bin/chromium' } = process.env;

/** How long it is rehearsed: long enough for reps to have calls, and for the pictures also deals and late tasks. */
const DAYS = ['--days', isCheck ? '14' : '40', '--day', '3s', '--dir', join(dir, 'demo')];

/** The pages, by the name of their picture. */
const pages = {
  leads: '/leads',
  campaigns: '/campaigns',
  team: '/team',
  funnel: '/funnel?days=90',
  content: '/content',
  operations: '/operations',
  settings: '/settings',
} as const;

await pictureOfAlert(join(folder, 'alert.png'), CHROMIUM);
const demo = spawn(process.execPath, ['--import', './cli/start.js', 'demo/main.ts', '--keep', ...DAYS], {
  cwd: root,
  stdio: ['ignore', 'pipe', 'inherit'],
});
const errors: string[] = [];
const browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox'] });
try {
  const link = await signInLinkOf(demo);
  const { origin } = new URL(link);
  const light = await browser.newContext({ viewport: { width: 1280, height: 860 }, colorScheme: 'light' });
  await signIn(light, link);
  for (const [name, path] of Object.entries(pages)) await take(light, `${origin}/console${path}`, name);
  await takeFirst(light, `${origin}/console/campaigns`, 'tr:has-text("running") a[href*="/console/campaigns/0"]', 'campaign');
  await takeFirst(light, `${origin}/console/team/tasks`, 'a[href*="/console/tasks/"]', 'task');
  await takeFirst(light, `${origin}/console/leads${isCheck ? '' : '?where=stage is sal'}`, 'td a', 'lead');
} finally {
  await browser.close();
  const ended = demo.exitCode === null ? once(demo, 'exit') : undefined;
  demo.kill('SIGINT');
  await ended;
  await rm(dir, { recursive: true, force: true, maxRetries: 5 });
}
if (errors.length > 0) throw new Error(`Pages of the console have errors:\n${[...new Set(errors)].join('\n')}`);
console.log(isCheck ? 'Each page of the console shows itself without an error.' : `The pictures are in ${folder}.`);

/** Follows the demo until it prints how to sign in. */
async function signInLinkOf({ stdout }: ChildProcess): Promise<string> {
  for await (const line of createInterface({ input: stdout! })) {
    const link = /Console\s+(\S+)/.exec(line)?.[1];
    if (link !== undefined) return link;
  }
  throw new Error('The demo ended before it printed a link.');
}

async function signIn(context: BrowserContext, link: string): Promise<void> {
  const page = await context.newPage();
  await page.goto(link);
  await page.getByRole('button').first().click();
  await page.waitForURL('**/console/**');
  await page.close();
}

async function take(context: BrowserContext, url: string, name: string): Promise<void> {
  const page = await context.newPage();
  notingErrors(page, name);
  await page.goto(url, { waitUntil: 'load' });
  await page.getByRole('heading', { level: 1 }).first().waitFor();
  await page.waitForTimeout(1_500); // what loads after the head
  await page.screenshot({ path: join(folder, `${name}.png`) });
  await page.close();
}

/** Notes what the console of the browser shows, and what the API refuses. */
function notingErrors(page: Page, name: string): void {
  const note = (what: string): void => void errors.push(`${name}: ${what}`);
  page.on('pageerror', ({ message }) => note(message));
  page.on('console', (line) => line.type() === 'error' && note(line.text()));
  page.on('response', (answer) => answer.status() >= 400 && note(`${answer.status()} ${answer.url()}`));
}

/** The same of the page behind the first link that fits. */
async function takeFirst(context: BrowserContext, list: string, link: string, name: string): Promise<void> {
  const page = await context.newPage();
  await page.goto(list);
  const href = await page.locator(link).first().getAttribute('href');
  await page.close();
  await take(context, new URL(href!, list).href, name);
}
