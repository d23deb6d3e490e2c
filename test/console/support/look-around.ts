import type { Page } from 'playwright-core';

/** The pages, by the names of their pictures. */
const pages = {
  leads: '/leads',
  companies: '/accounts',
  campaigns: '/campaigns',
  team: '/team',
  funnel: '/funnel?days=90',
  content: '/content',
  operations: '/operations',
  settings: '/settings/knobs',
} as const;

/** Pages of one thing: a list, and the link to the thing there. */
const ones = {
  lead: ['/leads?sort=interest', 'td a'],
  company: ['/accounts', 'td a'],
  campaign: ['/campaigns', 'tr:has-text("running") a'],
  task: ['/team/tasks', 'a[href*="/console/tasks/"]'],
  email: ['/content', 'td:has(small:has-text("sent ·")) > a[href*="/console/content/"]'],
} as const;

/** Looks at every page as an administrator sees it, in light and in dark. @param look gets the name of a picture */
export async function lookAround(page: Page, look: (page: Page, name: string) => Promise<void>): Promise<void> {
  const inBothThemes = async (name: string): Promise<void> => {
    await look(page, name);
    await page.emulateMedia({ colorScheme: 'dark' });
    await look(page, `${name}-dark`);
    await page.emulateMedia({ colorScheme: 'light' });
  };
  for (const [name, path] of Object.entries(pages)) {
    await open(page, path);
    await inBothThemes(name);
  }
  for (const [name, [list, link]] of Object.entries(ones)) {
    await open(page, list);
    const href = await page.locator(link).first().getAttribute('href');
    await open(page, href!.replace('/console', ''));
    await inBothThemes(name);
  }
}

async function open(page: Page, path: string): Promise<void> {
  await page.goto(new URL(`/console${path}`, page.url()).href);
  await page.getByRole('heading', { level: 1 }).first().waitFor();
  await page.getByText('Loading', { exact: true }).first().waitFor({ state: 'detached' });
}
