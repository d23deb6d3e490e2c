import { lifecycle } from '../../workflows/lead-lifecycle.ts';
import { programs } from './programs.ts';

/** The lifecycle that ships, over the programs of the measurements. */
export const { leadLifecycle } = lifecycle({ programs });
