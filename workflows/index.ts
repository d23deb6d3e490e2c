import { lifecycleOf } from './lead-lifecycle.ts';
import { programs } from './programs/index.ts';

export const leadLifecycle = lifecycleOf(programs);
