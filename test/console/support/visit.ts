import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Browser, Page } from 'playwright-core';
import { expect, onTestFailed } from 'vitest';
import { signInLink } from '../../../api/people/sign-in.ts';
import { invitePerson } from '../../../db/people/people.ts';
import type { ApiRole } from '../../../db/columns.ts';
import type { RealWorld } from '../../full-stack/support/world.ts';
import { ownPage, signInAt, type BrowserOptions } from './sign-in.ts';
import type { RepName } from '../../support/cast.ts';

/** Somebody at the console, in a browser of their own. */
export interface Visit {
  readonly page: Page;
  /** Opens a page of the console by its path, and waits until it says something. */
  readonly open: (path: string) => Promise<void>;
  /** Checks that everyone can use the page as it stands (axe, WCAG 2.2 AA), and that nothing scrolls sideways. */
  readonly isFitForAll: () => Promise<void>;
  /**
   * Checks that nothing went wrong in the browser: no error on its console, no failed request.
   * @param refused the procedure that the API was meant to refuse, once
   */
  readonly wasQuiet: (refused?: string) => void;
}

const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/** What a page may not scroll sideways: the window, the page, and what is open beside a list. */
const overflows = `[document.documentElement, ...document.querySelectorAll('main, [aria-label="What is open"]')]
  .filter(({ scrollWidth, clientWidth }) => scrollWidth > clientWidth).map(({ tagName }) => tagName)`;

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** Signs somebody in by a link, as an email brings it. */
export async function visit(
  browser: Browser,
  world: RealWorld,
  who: ApiRole | { readonly rep: RepName },
  options?: BrowserOptions,
): Promise<Visit> {
  const personId = typeof who === 'object' ? world.reps[who.rep] : await invited(world, who);
  return await visitBy(browser, await signInLink({ db: world.db, publicUrl: world.apiUrl }, personId), options);
}

/** Signs in by a link that was made before. */
export async function visitBy(browser: Browser, link: string, options: BrowserOptions = {}): Promise<Visit> {
  const page = await ownPage(browser, options);
  const troubles = troublesOf(page);
  onTestFailed(async ({ task }) => {
    const picture = `.trellis/failed/${task.name.slice(0, 60).replaceAll(/\W+/g, '-')}.png`;
    await page.screenshot({ path: picture });
    process.stderr.write(`The page as it was: ${picture}. ${troubles.join(' ')}\n`);
  });
  await signInAt(page, link);
  return {
    page,
    async open(path) {
      await page.goto(`${new URL(link).origin}/console${path}`);
      await page.getByRole('heading', { level: 1 }).first().waitFor();
    },
    async isFitForAll() {
      await page.evaluate(axe);
      const { violations } = await page.evaluate<AxeAnswer>(`axe.run(document, { runOnly: ${JSON.stringify(rules)} })`);
      const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join('\n')}`);
      expect(found).toEqual([]);
      expect(await page.evaluate(overflows)).toEqual([]);
    },
    wasQuiet: (refused) => expect(troubles.toSorted()).toEqual(refused === undefined ? [] : refusalOf(refused)),
  };
}

/** What a browser complains of when the API refuses a procedure. */
const refusalOf = (procedure: string) => [
  expect.stringContaining(`/trpc/${procedure}`),
  expect.stringContaining('Failed to load resource'),
];

interface AxeAnswer {
  readonly violations: readonly { readonly id: string; readonly nodes: readonly { readonly html: string }[] }[];
}

let guests = 0;

async function invited({ db }: RealWorld, role: ApiRole): Promise<string> {
  const email = `guest${++guests}@ours.example`;
  return (await invitePerson(db, { email, name: `Guest ${guests}`, role }))!;
}

/** Everything that a page complains of from now on. */
function troublesOf(page: Page): readonly string[] {
  const troubles: string[] = [];
  page.on('console', (message) => message.type() === 'error' && troubles.push(message.text()));
  page.on('pageerror', (error) => troubles.push(error.message));
  page.on('response', (response) => response.status() >= 400 && troubles.push(`${response.status()} ${response.url()}`));
  return troubles;
}
