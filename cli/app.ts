import type { App } from '../config/app.ts';
import { loadApp } from '../config/load-app.ts';

/** The folder of the app: TRELLIS_APP, or by default the current folder. */
export const appFolder = (): string => process.env['TRELLIS_APP'] ?? '.';

/** The app that the command works on. @throws BadApp */
export const ownApp = (): Promise<App> => loadApp(appFolder());
