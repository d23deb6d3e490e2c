import { lifecycle } from 'trellis';
import { policy } from './policy.ts';
import { programs } from './programs/index.ts';

/** What the worker runs for every lead. */
export const { leadLifecycle } = lifecycle({ programs, policy });
