import type { App } from '../config/app.ts';
import { loadApp } from '../config/load-app.ts';

/** The folder of the app that commands are about: the one in which they are run, unless TRELLIS_APP names another. */
export const appFolder = (): string => process.env['TRELLIS_APP'] ?? '.';

/** The app that commands are about. @throws BadApp */
export const ownApp = (): Promise<App> => loadApp(appFolder());
