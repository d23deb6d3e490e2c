import { lifecycleOf } from '../../workflows/lead-lifecycle.ts';
import { programs } from './programs.ts';

/** The lifecycle that ships, over the programs of the measurements. */
export const leadLifecycle = lifecycleOf(programs);
