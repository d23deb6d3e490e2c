// Finds `trellis`, which the example imports by its name, among the sources.
import '../cli/start.js';
import { fileURLToPath } from 'node:url';
import { loadApp } from '../config/load-app.ts';

/** The app whose programs and emails are measured. */
export const app = await loadApp(fileURLToPath(new URL('../example', import.meta.url)));

/** Its emails. */
export const compiled = app.content;
