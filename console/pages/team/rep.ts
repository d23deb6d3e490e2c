import type { Outputs } from '../../app/api.ts';

export type Rep = Outputs['team']['load']['reps'][number];
