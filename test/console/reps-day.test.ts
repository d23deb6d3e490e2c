import type { Page } from 'playwright-core';
import { expect, test, vi } from 'vitest';
import { minute } from '../../console/app/time.ts';
import { beginWorld, type RealWorld } from '../full-stack/support/world.ts';
import { useConsole } from './support/console-servers.ts';
import { keyboardAt } from './support/keyboard.ts';
import { visit } from './support/visit.ts';

vi.setConfig({ testTimeout: 240_000 });

const started = useConsole();

/** A lead who has asked for a demo, and whom an SDR is to call. */
async function calledLead(world: RealWorld, email: string, name: string) {
  const [firstName, lastName] = name.split(' ');
  const lead = await world.lead({ email, firstName, lastName, phone: '+31 6 12345678' });
  await lead.gets('guide');
  await lead.does('demoRequested');
  const rep = await lead.isHeldBy('sdr-team');
  return { lead, rep, ...(await lead.task(rep)) };
}

/** The line of the lead in the rep's list. */
const rowOf = (page: Page) => page.getByRole('list', { name: 'My tasks' }).getByRole('link', { name: 'Ann Archer' });

/** A phone that takes the numbers which the page asks it to call. @returns what reads them */
async function phoneOf(page: Page): Promise<() => Promise<string[]>> {
  await page.evaluate(`window.called = []; document.addEventListener('click', (event) => {
    const link = event.target.closest('a[href^="tel:"]');
    if (link) { event.preventDefault(); called.push(link.href); }
  }, true)`);
  return async () => await page.evaluate('called');
}

/** Moves a finger over the line, sideways. */
async function swipe(page: Page, by: number): Promise<void> {
  const box = (await rowOf(page).boundingBox())!;
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  const cdp = await page.context().newCDPSession(page);
  const touch = async (type: string, at?: number) =>
    await cdp.send('Input.dispatchTouchEvent', { type, touchPoints: at === undefined ? [] : [{ x: at, y }] } as never);
  await touch('touchStart', x);
  for (const part of [0.2, 0.4, 0.6, 0.8, 1]) await touch('touchMove', x + by * part);
  await touch('touchEnd');
}

test('a rep works a task on a phone: swipes it, takes the report back, calls, and says how it was', async () => {
  await using world = await beginWorld(started.servers);
  const { rep } = await calledLead(world, 'ann@archer.example', 'Ann Archer');
  const { page, open, isFitForAll, wasQuiet } = await visit(
    started.browser,
    world,
    { rep },
    { size: 'phone', zone: 'America/New_York' },
  );
  await open('/my-day');
  const called = await phoneOf(page);
  await page.getByRole('heading', { name: 'Waiting for others' }).waitFor();
  await isFitForAll();
  await page.screenshot({ path: '.trellis/pages/my-day-phone.png' });
  await swipe(page, -160);
  const said = await page.getByText('The call task continues.').textContent();
  const { dueAt = '' } = (await world.asRep(rep).tasks.list({ of: 'me' })).items[0]!;
  expect(said).toContain(`It is due on ${minute(dueAt, 'America/New_York')}.`);
  await page.getByRole('button', { name: 'Undo' }).click();
  await page.getByText('is taken back').waitFor();
  await page.getByRole('heading', { name: 'How was it?' }).waitFor();
  await isFitForAll();
  await page.getByRole('link', { name: 'Back to my day' }).click();
  await swipe(page, 160);
  await page.getByRole('heading', { name: 'How was it?' }).waitFor();
  expect(await called()).toEqual(['tel:+31612345678']);
  await page.screenshot({ path: '.trellis/pages/called-phone.png' });
  await isFitForAll();
  await page.getByRole('button', { name: 'Left a voicemail' }).click();
  await page.getByText('The call task continues.').waitFor();
  wasQuiet();
});

test('a rep works a whole day with the keyboard: nothing needs a mouse, and the focus is always seen', async () => {
  await using world = await beginWorld(started.servers);
  const { rep } = await calledLead(world, 'ann@archer.example', 'Ann Archer');
  const { page, open, wasQuiet } = await visit(started.browser, world, { rep });
  await open('/my-day');
  const { keyboard } = page;
  await rowOf(page).waitFor();
  const { focused, isSeen, tabTo } = keyboardAt(page);

  await keyboard.press('Tab');
  expect(await focused()).toBe('Skip to the content');
  await isSeen();
  await keyboard.press('Enter');
  expect(await page.evaluate('document.activeElement.id')).toBe('page');

  await keyboard.press('j');
  await page.getByRole('heading', { name: 'How was it?' }).waitFor();
  expect(await focused()).toContain('Ann Archer');
  await isSeen();
  await keyboard.press('Escape');
  await page.waitForURL('**/my-day');
  await expect.poll(focused).toContain('Ann Archer');
  await keyboard.press('Enter');
  await page.getByRole('heading', { name: 'How was it?' }).waitFor();
  expect(await page.evaluate('document.activeElement.ariaLabel')).toBe('What is open');

  // What needs more opens its form, with the focus in it; Escape goes back to the menu.
  const numberOf = async (name: string) => await page.getByRole('button', { name }).locator('kbd').innerText();
  const [form, miss] = [await numberOf('Interested, not ready'), await numberOf('No answer')];
  await keyboard.press(form);
  await page.getByRole('button', { name: 'Report: Interested, not ready' }).waitFor();
  await expect.poll(async () => await page.evaluate('document.activeElement.matches("input, select, textarea")')).toBe(true);
  await isSeen();
  await keyboard.press('Escape');
  await page.getByRole('button', { name: 'No answer' }).waitFor();

  await keyboard.press(miss);
  await page.getByText('The call task continues.').waitFor();
  await page.waitForURL('**/my-day');
  await keyboard.press('Control+z');
  await page.getByText('is taken back').waitFor();
  await page.waitForURL('**/tasks/*');
  await page.getByRole('heading', { name: 'How was it?' }).waitFor();

  await page.goBack();
  await page.waitForURL('**/my-day');
  await keyboard.press('Control+k');
  await page.locator('[role=combobox]:focus').waitFor();
  await keyboard.type('archer');
  await page.getByRole('option', { name: 'Ann Archer' }).waitFor();
  await keyboard.press('Enter');
  await page.waitForURL('**/leads/*');
  await tabTo('Note…');
  await keyboard.press('Enter');
  const note = page.getByRole('dialog', { name: 'Note: Ann Archer' });
  await note.waitFor();
  await keyboard.type('Prefers to be called after 14:00.');
  await keyboard.press('Tab');
  await keyboard.press('Enter');
  await note.waitFor({ state: 'detached' });
  await expect.poll(focused).toBe('Note…');
  await page.getByText('Prefers to be called after 14:00.').first().waitFor();

  // Nothing holds the focus: it goes around the whole page.
  let tabs = 0;
  do await keyboard.press('Tab');
  while ((await focused()) !== 'Skip to the content' && ++tabs < 150);
  expect(tabs).toBeLessThan(150);
  wasQuiet();
});

test('a reported task leaves the list before the API answers, and is back with the reason if it refuses', async () => {
  await using world = await beginWorld(started.servers);
  const { rep } = await calledLead(world, 'ann@archer.example', 'Ann Archer');
  const { page, open } = await visit(started.browser, world, { rep }, { size: 'phone' });
  await open('/my-day');
  const row = rowOf(page);
  await row.waitFor();
  await page.evaluate(`new MutationObserver(() => {
    if (!document.querySelector('[aria-label="My tasks"] a')) window.changed ??= performance.now();
  }).observe(document.body, { subtree: true, childList: true });
  addEventListener('click', () => (window.clicked ??= performance.now()), true)`);
  const answered = Promise.withResolvers<void>();
  await page.route('**/trpc/tasks.report*', async (route) => {
    await answered.promise;
    await route.continue({ postData: route.request().postData()!.replace('noAnswer', 'won') });
  });
  await page.getByRole('button', { name: 'No answer' }).click();
  await row.waitFor({ state: 'detached' });
  // The page counts, not the test: 100 ms is what people take for at once.
  expect(await page.evaluate('changed - clicked')).toBeLessThan(100);
  answered.resolve();
  await page.getByText('"Won" needs').first().waitFor();
  await page.getByRole('heading', { name: 'Ann Archer' }).waitFor();
  await page.getByRole('link', { name: 'Back to my day' }).click();
  await row.waitFor();
});

test('a task that a colleague takes over leaves an open list by itself', async () => {
  await using world = await beginWorld(started.servers);
  const { rep, taskId } = await calledLead(world, 'ann@archer.example', 'Ann Archer');
  const [mine, other] = [await visit(started.browser, world, { rep }), await visit(started.browser, world, { rep })];
  for (const { page, open } of [mine, other]) {
    await open('/my-day');
    await rowOf(page).waitFor();
  }
  const colleague = (Object.keys(world.reps) as (typeof rep)[]).find(
    (name) => name !== rep && world.teamOf(name) === world.teamOf(rep),
  )!;
  await world.asRep(colleague).tasks.claim({ id: crypto.randomUUID(), taskId });
  for (const { page } of [mine, other]) await rowOf(page).waitFor({ state: 'detached' });
  mine.wasQuiet();
  other.wasQuiet();
});

test('a rep types faster than the search opens, reports the task that it finds, and signs out everywhere else', async () => {
  await using world = await beginWorld(started.servers);
  const { rep } = await calledLead(world, 'ann@archer.example', 'Ann Archer');
  const elsewhere = await visit(started.browser, world, { rep });
  const { page, open, isFitForAll, wasQuiet } = await visit(started.browser, world, { rep });
  await open('/leads');
  const typed = Promise.withResolvers<void>();
  await page.route('**/assets/search-*.js', async (route) => {
    await typed.promise;
    await route.continue();
  });
  await page.keyboard.press('Control+k');
  await page.keyboard.type('gd report ann');
  for (let back = 0; back < 'gd report ann'.length; back++) await page.keyboard.press('Backspace');
  await page.keyboard.type('report anna');
  await page.keyboard.press('Backspace');
  typed.resolve();
  await page.getByRole('option', { name: /^Report Ann Archer/ }).waitFor();
  expect(new URL(page.url()).pathname).toBe('/console/leads');
  await page.keyboard.type(' archer');
  expect(await page.getByPlaceholder('A name, an address').inputValue()).toBe('report ann archer');
  await isFitForAll();
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'How was it?' }).waitFor();
  expect(page.url()).toContain('called=true');

  const find = async (text: string) => {
    await page.keyboard.press('Control+k');
    await page.getByPlaceholder('A name, an address').fill(text);
  };
  await find('stop all');
  await page.getByText('Nothing matches “stop all”.').waitFor();
  await page.keyboard.press('Escape');
  await find('everywhere');
  await page.getByRole('option', { name: /^Sign me out everywhere else/ }).click();
  await page.getByText('You are signed out everywhere else.').waitFor();
  wasQuiet();
  await elsewhere.page.goto(`${world.apiUrl}/console/leads`);
  await elsewhere.page.getByRole('heading', { name: 'Sign in' }).waitFor();
});
