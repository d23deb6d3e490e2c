import { join } from 'node:path';
import type { Page } from 'playwright-core';
import type { EmptyDemo } from './empty-demo.ts';
import type { Size } from './sign-in.ts';
import { personOf } from '../../../demo/people/staff.ts';
import { DAY } from '../../../domain/time/duration.ts';
import type { Colleague } from '../../../simulate/sales/colleague.ts';
import { lookAround } from './look-around.ts';
import { createPublicClient } from '../../../simulate/audience/public-client.ts';
import { confirmationLink } from '../../../simulate/audience/read-email.ts';
import { until } from '../../full-stack/support/until.ts';

/*
 * "Try it" of docs/console.md, step by step, as somebody does it who sees Trellis for the first time: by what the pages say; then a
 * look at every page. The pictures of the docs are taken on the way, and a test walks it, too.
 */

export interface Walker {
  readonly demo: EmptyDemo;
  /** A browser of its own for somebody, who signs in by a link. */
  readonly signIn: (link: string, size: Size) => Promise<Page>;
  /** How many days the leads and reps live between the walk and the look at all pages. */
  readonly daysAfter: number;
  /** Looks at a page as it stands. @param name of its picture */
  readonly look: (page: Page, name: string) => Promise<void>;
}

const file = join(import.meta.dirname, '../../../example/leads.csv');

/** Real milliseconds to wait for work in the background, on a busy machine. */
const PATIENCE = 120_000;

const askers = ['bram.meijer@redwood-foods.example', 'marcus.pruitt@highfield-studios.example'] as const;

export async function walk(walker: Walker): Promise<void> {
  const { demo, signIn } = walker;
  const admin = await signIn(await demo.world.platform.signInLink(you), 'desktop');
  await importFile(walker, admin);
  await draftCampaign(walker, admin);
  await startCampaign(admin);
  await letWeekPass(walker, admin);
  await workMyDay(walker);
  await findOutWhy(walker, admin);
  await readFunnel(walker, admin);
  await letDaysPass(walker, admin);
  await lookAround(admin, walker.look);
}

const you = { name: 'You', email: 'you@example.com', role: 'admin' } as const;

/** Opens a page by the menu. */
const goTo = async (page: Page, label: string): Promise<void> =>
  await page.getByRole('navigation').first().getByRole('link', { name: label }).click();

async function importFile({ look }: Walker, page: Page): Promise<void> {
  await goTo(page, 'Imports');
  await page.getByLabel('File', { exact: true }).setInputFiles(file);
  const start = page.getByRole('button', { name: /^Import \d+ leads$/ });
  await start.waitFor();
  await look(page, 'try-import');
  await start.click();
  await page.getByText('192 new, 0 known').waitFor();
  await look(page, 'try-imported');
}

async function draftCampaign({ look }: Walker, page: Page): Promise<void> {
  await page.getByRole('link', { name: 'Draft a campaign for them' }).click();
  await page.getByLabel('Name', { exact: true }).fill('Spring');
  await page.getByLabel('Program or email').selectOption('b2b-software');
  await page.getByRole('button', { name: 'Save the draft' }).click();
  await page.getByText('would get it, 34 would not.').waitFor();
  await page.getByText('is held: no consent is known · 15 leads').waitFor();
  await page.getByRole('heading', { name: 'What to expect' }).waitFor();
  await look(page, 'try-draft');
}

/** Types how many leads it is for; until then the button stays grey. */
async function startCampaign(page: Page): Promise<void> {
  await page.getByLabel('Type 158 to start').fill('158');
  await page.getByRole('button', { name: 'Start for 158 leads' }).click();
  await page.getByRole('button', { name: 'Pause…' }).waitFor();
}

/** How many emails have gone out at least: a slow machine sends fewer in a week. */
const SOME_EMAILS = 10;

/** The page is left open elsewhere: the servers restart with another clock. */
async function letWeekPass({ demo, look }: Walker, page: Page): Promise<void> {
  const campaign = page.url();
  await page.goto('about:blank');
  const end = demo.world.clock.now() + 7 * DAY;
  await demo.letPass(async ({ clock, inbox }) => clock.now() > end && inbox.count >= SOME_EMAILS);
  await page.goto(campaign);
  await page.getByRole('button', { name: 'Pause…' }).waitFor();
  await page.getByRole('region', { name: 'Results by email' }).getByRole('row').nth(1).waitFor();
  await look(page, 'try-campaign');
}

/** Calls come in; their rep reports one, takes it back, and sees the same on a phone. */
async function workMyDay(walker: Walker): Promise<void> {
  const { demo, signIn, look } = walker;
  const { key } = await callerOf(demo);
  const link = async () => await demo.world.platform.signInLink({ ...personOf(key), role: 'rep' });
  const page = await signIn(await link(), 'desktop');
  const tasks = page.getByRole('list', { name: 'My tasks' }).getByRole('link');
  await tasks.first().waitFor();
  await look(page, 'try-my-day');
  await page.keyboard.press('j');
  const miss = page.getByRole('button', { name: 'No answer' });
  await miss.waitFor();
  await look(page, 'try-call-sheet');
  await page.keyboard.press(await miss.locator('kbd').innerText());
  await page.getByText(/ task continues\./).waitFor();
  await look(page, 'try-reported');
  await page.getByRole('button', { name: 'Undo' }).click();
  await page.getByText('is taken back').waitFor();
  await miss.waitFor();

  const phone = await signIn(await link(), 'phone');
  await phone.getByRole('list', { name: 'My tasks' }).getByRole('link').first().waitFor();
  await look(phone, 'try-my-day-phone');
  await phone.getByRole('list', { name: 'My tasks' }).getByRole('link').first().click();
  await phone.getByRole('heading', { name: 'How was it?' }).waitFor();
  await look(phone, 'try-call-sheet-phone');
}

/** @returns who has a call, now that two leads have asked for a demo */
async function callerOf({ colleagues, world }: EmptyDemo): Promise<Colleague> {
  for (const email of askers) await askForDemo(world, email);
  const hasCall = async ({ client }: Colleague): Promise<boolean> =>
    isCall((await client.tasks.list.query({ of: 'me' })).items[0]?.kind);
  const caller = async (): Promise<Colleague | undefined> => {
    for (const colleague of colleagues) if (await hasCall(colleague)) return colleague;
  };
  return await until('a rep got a call', caller, PATIENCE);
}

/** A lead fills in the form of the website, and confirms it by the link in the email. */
async function askForDemo({ platform, inbox }: EmptyDemo['world'], email: string): Promise<void> {
  const website = createPublicClient({ apiUrl: platform.apiUrl, intakeKey: '' });
  const after = inbox.count;
  await website.fillForm('demo', { email, message: 'Could you show it to us this week?' });
  const linkInInbox = async (): Promise<string | undefined> => {
    const mails = await Promise.all(inbox.messages({ after, to: email }).map(({ id }) => inbox.read(id)));
    return mails.map(confirmationLink).find((link) => link !== undefined);
  };
  await website.click(await until(`${email} was asked to confirm the request`, linkInInbox, PATIENCE));
}

/** Whether a task is reported as a call: a reply is not. */
const isCall = (kind: string | undefined): boolean => kind === 'call' || kind === 'acceptance';

/** A lead who got no email says so on top of their page. */
async function findOutWhy({ look }: Walker, page: Page): Promise<void> {
  await goTo(page, 'Leads');
  await page.getByLabel('Filter by').selectOption('Held');
  await page.getByRole('combobox', { name: 'Held', exact: true }).selectOption('They get no emails yet');
  await page.getByRole('button', { name: 'Add the filter' }).click();
  await page.getByText('25 leads').first().waitFor();
  await page.locator('td a').first().click();
  await page.getByText(/^No emails at all: /).waitFor();
  await look(page, 'try-why');
}

async function readFunnel({ look }: Walker, page: Page): Promise<void> {
  await goTo(page, 'Funnel and money');
  await page.getByRole('heading', { name: 'From inquiry to customer' }).waitFor();
  const reached = page.getByRole('link', { name: /: Leads that reached MQL$/ });
  const again = page.getByRole('button', { name: 'Count now' });
  const counts = async (): Promise<boolean> => {
    if (await reached.isVisible()) return true;
    if (await again.isVisible()) await again.click({ timeout: 5_000 }).catch(() => {}); // counted in the meantime
    return false;
  };
  await until('who asked for a demo counts', counts, PATIENCE);
  await look(page, 'try-funnel');
  await reached.click();
  await page.locator('td a').first().waitFor();
  await look(page, 'try-behind');
}

async function letDaysPass({ demo, daysAfter }: Walker, page: Page): Promise<void> {
  if (daysAfter === 0) return;
  const before = page.url();
  await page.goto('about:blank');
  const end = demo.world.clock.now() + daysAfter * DAY;
  await demo.letPass(({ clock }) => Promise.resolve(clock.now() > end));
  await page.goto(before);
}
