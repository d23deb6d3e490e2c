import { definePolicy } from '../../../domain/policy/policy.ts';
import { lifecycle } from '../../../workflows/lead-lifecycle.ts';
import { firstSteps, news, nurture } from './programs.ts';

export const { leadLifecycle } = lifecycle({ programs: [nurture, firstSteps, news], policy: definePolicy() });
