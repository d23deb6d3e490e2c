/** What an app's `trellis.config.ts` needs, and what loads it. */
export { defineTrellis } from './define-trellis.ts';
export { BadApp, loadApp } from './load-app.ts';
export type { App, AppDefinition, Sender } from './app.ts';
