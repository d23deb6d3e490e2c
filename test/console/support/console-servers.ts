import type { Browser } from 'playwright-core';
import { afterAll, beforeAll } from 'vitest';
import type { App } from '../../../config/app.ts';
import { startServers, type Servers } from '../../full-stack/support/servers.ts';
import { startChromium } from './chromium.ts';

/** Starts the servers and a browser before the tests of a file, and stops them after. @param app by default, the one that tests run */
export function useConsole(app?: App): { readonly servers: Servers; readonly browser: Browser } {
  const started = {} as { servers: Servers; browser: Browser };
  beforeAll(async () => {
    [started.servers, started.browser] = await Promise.all([startServers(app), startChromium()]);
  });
  afterAll(async () => {
    await started.browser?.close();
    await started.servers?.[Symbol.asyncDispose]();
  });
  return started;
}
