import { lifecycle } from '../../workflows/lead-lifecycle.ts';
import { policy } from '../../example/policy.ts';
import { programs } from './programs.ts';

/** The shipped lifecycle with the programs of the measurements. */
export const { leadLifecycle } = lifecycle({ programs, policy });
