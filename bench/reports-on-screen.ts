import type { Browser, Page } from 'playwright-core';
import { signInLink } from '../api/people/sign-in.ts';
import { ownPage, signInAt } from '../test/console/support/sign-in.ts';
import { startServers } from '../test/full-stack/support/servers.ts';
import { beginWorld, type RealWorld } from '../test/full-stack/support/world.ts';
import type { Row } from './measurement.ts';

/** A lead for each. No name holds another one, and none a digit. */
const LETTERS = 'a b c d e f g h i j k l m n o p'.split(' ');

/** Real milliseconds from the key of a report, by what has changed then. */
interface Seen {
  /** The rep's own list: it does not wait for an answer. */
  readonly own: number;
  /** The answer: the lead's workflow has applied the report, and the page says so. */
  readonly answered: number;
  /** The manager's list, in another browser. */
  readonly managers: number;
}

/** A rep reports by a key that nobody answered, again and again, on real servers: how long until the screens show it. */
export async function reportsOnScreen(browser: Browser, say: (line: string) => void): Promise<readonly Row[]> {
  await using servers = await startServers();
  await using world = await beginWorld(servers);
  const calls = await openCalls(world);
  const [rep, manager] = [await pageOf(browser, world, 'sam'), await pageOf(browser, world, 'mia')];
  await manager.goto(`${world.apiUrl}/console/team/tasks`);
  const seen: Seen[] = [];
  for (let n = 0; n < calls; n++) seen.push(await report(rep, manager, world.apiUrl));
  say(`  ${seen.length} reports`);
  return (['own', 'answered', 'managers'] as const).flatMap((what) => rowsOf(what, seen));
}

const what = { own: 'the rep’s list', answered: 'the answer', managers: 'the manager’s list' } as const;

function rowsOf(which: keyof Seen, seen: readonly Seen[]): readonly Row[] {
  const sorted = seen.map((one) => one[which]).toSorted((a, b) => a - b);
  const row = (name: string, value: number): Row => ({
    name: `console/from a report to ${what[which]}, ${name}`,
    value,
    unit: 'ms',
  });
  return [row('p50', sorted[sorted.length >> 1]!), row('slowest', sorted.at(-1)!)];
}

/** @returns how many leads Sam is to call */
async function openCalls(world: RealWorld): Promise<number> {
  let calls = 0;
  for (const letter of LETTERS) {
    const lead = await world.lead({ email: `ann@quay-${letter}.example`, firstName: 'Ann', lastName: `Quay${letter}` });
    await lead.does('demoRequested');
    if ((await lead.isHeldBy('sdr-team')) === 'sam') calls++;
  }
  return calls;
}

async function pageOf(browser: Browser, { db, apiUrl: publicUrl, reps }: RealWorld, rep: 'sam' | 'mia'): Promise<Page> {
  const page = await ownPage(browser, {});
  await signInAt(page, await signInLink({ db, publicUrl }, reps[rep]));
  await page.addInitScript({ content: `addEventListener('keydown', () => (window.pressed = ${NOW}), true)` });
  return page;
}

const NOW = 'performance.timeOrigin + performance.now()';

/** Resolves with the instant at which the page has painted that something is so. */
const painted = (isSo: string): string => `new Promise((resolve) => {
  const look = () => { if (${isSo}) requestAnimationFrame(() => resolve(${NOW})); };
  new MutationObserver(look).observe(document, { subtree: true, childList: true, characterData: true });
  look();
})`;

/** Reports the task that is due first: those that were reported are due on another day. */
async function report(rep: Page, manager: Page, apiUrl: string): Promise<Seen> {
  await rep.goto(`${apiUrl}/console/my-day`);
  const first = rep.getByRole('list', { name: 'My tasks' }).getByRole('link').first();
  const name = await first.locator('strong').innerText();
  await first.click();
  const key = await rep.getByRole('button', { name: 'No answer' }).locator('kbd').innerText();
  const row = `[...document.querySelectorAll('tr')].find(({ innerText }) => innerText.includes('${name}'))`;
  await manager.waitForFunction(row);
  const line = `[...document.querySelectorAll('[aria-label="My tasks"] a')].some(({ innerText }) => innerText.includes('${name}'))`;
  const watched = [
    rep.evaluate<number>(painted(`!${line}`)),
    rep.evaluate<number>(painted(`document.body.innerText.includes('The call task continues.')`)),
    manager.evaluate<number>(painted(`${row}?.cells[5].innerText === '1'`)),
  ] as const;
  await rep.keyboard.press(key);
  const [own, answered, managers] = await Promise.all(watched);
  const pressed = await rep.evaluate<number>('pressed');
  return { own: own - pressed, answered: answered - pressed, managers: managers - pressed };
}
