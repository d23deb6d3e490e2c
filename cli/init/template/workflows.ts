import { lifecycle } from 'trellis';
import { programs } from './programs/index.ts';

/** What the worker runs for every lead. */
export const { leadLifecycle } = lifecycle({ programs });
