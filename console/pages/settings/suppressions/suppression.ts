import type { Outputs } from '../../../app/api.ts';

export type Suppression = Outputs['suppressions']['list']['items'][number];
export type Reasons = Outputs['suppressions']['reasons'];
