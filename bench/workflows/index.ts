import { lifecycle } from '../../workflows/lead-lifecycle.ts';
import { policy } from '../../example/policy.ts';
import { programs } from './programs.ts';

/** The lifecycle that ships, over the programs of the measurements. */
export const { leadLifecycle } = lifecycle({ programs, policy });
