import { fileURLToPath } from 'node:url';
import { loadApp } from '../../config/load-app.ts';

/** The app that tests run. */
export const app = await loadApp(fileURLToPath(new URL('../../example', import.meta.url)));

/** The entries of its contents, by id. */
export const entries = Object.entries(app.content).map(([id, { entry }]) => [id, entry] as const);
