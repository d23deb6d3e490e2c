import { fileURLToPath } from 'node:url';
import { loadApp } from '../../config/load-app.ts';

/** The app that the platform's tests run. */
export const app = await loadApp(fileURLToPath(new URL('../app', import.meta.url)));
