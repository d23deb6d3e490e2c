import { fileURLToPath } from 'node:url';
import type { App } from '../config/app.ts';
import { loadApp } from '../config/load-app.ts';

/** The app of the demo and of chaos. */
export const exampleApp = (): Promise<App> => loadApp(fileURLToPath(new URL('../example', import.meta.url)));
