import type { Outputs } from '../../app/api.ts';

export type Task = Outputs['tasks']['list']['items'][number];
