// Resolves `trellis`, which the example imports by name, to the sources.
import '../cli/start.js';
import { fileURLToPath } from 'node:url';
import { loadApp } from '../config/load-app.ts';

/** The app under measurement. */
export const app = await loadApp(fileURLToPath(new URL('../example', import.meta.url)));

/** The app's compiled emails. */
export const compiled = app.content;
