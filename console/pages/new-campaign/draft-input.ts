import type { Inputs } from '../../app/api.ts';

export type DraftInput = Inputs['campaigns']['draft'];
