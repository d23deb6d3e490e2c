import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect } from 'vitest';
import type { App } from '../config/app.ts';
import { CONFIG, loadApp } from '../config/load-app.ts';

const apps = new Map<string, Promise<App>>();

/** The app whose folder contains the running test, loaded once. */
export function appOfTest(): Promise<App> {
  const folder = folderOf(expect.getState().testPath ?? '.');
  const app = apps.get(folder) ?? loadApp(folder);
  apps.set(folder, app);
  return app;
}

/** The nearest parent folder of a file that contains an app; otherwise the folder where vitest runs. */
function folderOf(file: string): string {
  const folder = dirname(file);
  if (folder === file) return '.';
  return existsSync(join(folder, CONFIG)) ? folder : folderOf(folder);
}
