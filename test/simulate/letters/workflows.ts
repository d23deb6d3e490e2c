import { definePolicy } from '../../../domain/policy/policy.ts';
import { lifecycle } from '../../../workflows/lead-lifecycle.ts';
import { letters } from './programs.ts';

export const { leadLifecycle } = lifecycle({ programs: [letters], policy: definePolicy() });
