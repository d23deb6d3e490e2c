export type { Register } from '../domain/register.ts';
export { program, type Program } from './program.ts';
export { ended, rest } from './next.ts';
export { qualify } from './sales/qualify.ts';
export { pursue } from './sales/pursue.ts';
export { standardRouting } from '../domain/sales/routing.ts';
export { definePolicy, type Policy, type PolicyChanges } from '../domain/policy/policy.ts';
export { lifecycle } from './lead-lifecycle.ts';
export type { Lead } from './lead.ts';
