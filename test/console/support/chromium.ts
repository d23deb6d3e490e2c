import { existsSync } from 'node:fs';
import { chromium, type Browser } from 'playwright-core';

const places = [
  process.env['CHROMIUM'],
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];

/** The Chromium or Chrome of this machine. */
export const findChromium = (): string | undefined => places.find((place) => place !== undefined && existsSync(place));

/** Starts a browser without a window. @throws Error that says how to get one */
export async function startChromium(): Promise<Browser> {
  const executablePath = findChromium();
  if (executablePath === undefined)
    throw new Error('The tests of the console need Chromium: install it (apt-get install chromium), or name it in CHROMIUM.');
  return await chromium.launch({ executablePath, args: ['--no-sandbox'] });
}
