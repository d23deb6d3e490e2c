import { definePolicy } from '../../../domain/policy/policy.ts';
import { lifecycle } from '../../../workflows/lead-lifecycle.ts';
import { odd } from './programs/odd.ts';

export const { leadLifecycle } = lifecycle({ programs: [odd], policy: definePolicy() });
