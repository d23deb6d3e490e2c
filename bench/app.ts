import { fileURLToPath } from 'node:url';
import { loadApp } from '../config/load-app.ts';

/** The app whose programs and emails are measured. */
const app = await loadApp(fileURLToPath(new URL('../example', import.meta.url)));

/** Its emails. */
export const compiled = app.content;
