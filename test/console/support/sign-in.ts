import type { Browser, Page } from 'playwright-core';

/** The sizes at which pages are looked at. */
const sizes = { desktop: { width: 1280, height: 860 }, phone: { width: 360, height: 780 } } as const;

export type Size = keyof typeof sizes;

export interface BrowserOptions {
  readonly size?: Size;
  readonly theme?: 'light' | 'dark';
  /** Of the browser, such as `America/New_York`. */
  readonly zone?: string;
}

/** A page in a browser of somebody's own. */
export async function ownPage(browser: Browser, { size = 'desktop', theme = 'light', zone }: BrowserOptions): Promise<Page> {
  const context = await browser.newContext({
    viewport: sizes[size],
    colorScheme: theme,
    ...(zone && { timezoneId: zone }),
    hasTouch: size === 'phone',
    bypassCSP: false,
  });
  return await context.newPage();
}

/** Signs in by a link, as an email brings it. */
export async function signInAt(page: Page, link: string): Promise<void> {
  await page.goto(link);
  await page.getByRole('button').first().click();
  await page.waitForURL('**/console/**');
}
