import type { Outputs } from '../../app/api.ts';

export type Stage = Outputs['reports']['funnel']['groups'][number]['stages'][number];
