import type { Policy } from '../domain/policy/policy.ts';

/** What an app passes to the lifecycle. Code inside a visit reads this data and does not know what a program is. */
export interface App<Program = unknown> {
  /** Every program that a lead can be enrolled in. */
  readonly programs: readonly Program[];
  readonly policy: Policy;
}
