import type { Outputs } from '../../app/api.ts';

export type Campaign = Outputs['campaigns']['get'];
