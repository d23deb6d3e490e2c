import { join } from 'node:path';
import { startChromium } from '../../test/console/support/chromium.ts';
import { openEmptyDemo } from '../../test/console/support/empty-demo.ts';
import { ownPage, signInAt } from '../../test/console/support/sign-in.ts';
import { walk } from '../../test/console/support/walk.ts';
import { temporaryFolder } from '../../test/stack/folder.ts';
import { pictureOfAlert } from './alert.ts';

/*
 * Retakes the pictures of the docs: `npm run pictures`. It is the walk that test/console/walk.test.ts takes in every run of the
 * tests; only more time passes before the look at all pages, so that there are deals and late tasks. It takes some minutes.
 */

const file = (name: string): string => join(import.meta.dirname, `${name}.png`);

await using opened = new AsyncDisposableStack();
const browser = opened.adopt(await startChromium(), (open) => open.close());
await pictureOfAlert(browser, file('alert'));
const { path: dir } = opened.use(await temporaryFolder());
const { signal } = new AbortController();
const { log: tell, error: onError } = console;
const demo = opened.use(await openEmptyDemo({ day: '3s', dir, seed: 1, signal, tell, onError }));
await walk({
  demo,
  daysAfter: 33,
  async signIn(link, size) {
    const page = await ownPage(browser, { size });
    page.setDefaultTimeout(120_000);
    await signInAt(page, link);
    return page;
  },
  async look(page, name) {
    const size = page.viewportSize()!;
    // The preview of a draft is longer than a screen.
    if (name === 'try-draft') await page.setViewportSize({ ...size, height: 1_400 });
    await page.screenshot({ path: file(name) });
    await page.setViewportSize(size);
    tell(`Took ${name}.png.`);
  },
});
