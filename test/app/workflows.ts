import { lifecycle } from 'trellis';
import { policy } from './policy.ts';
import { programs } from './programs/index.ts';

export const { leadLifecycle } = lifecycle({ programs, policy });
