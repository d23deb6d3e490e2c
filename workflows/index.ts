import { lifecycle } from './lead-lifecycle.ts';
import { programs } from './programs/index.ts';

export const { leadLifecycle } = lifecycle({ programs });
