import { lifecycle } from 'trellis';
import { programs } from './programs/index.ts';

export const { leadLifecycle } = lifecycle({ programs });
