import type { ApiDeps } from '../procedures/context.ts';

/** The state of one part of the installation. */
export interface Finding {
  /** `ok`, or a code for the problem. */
  readonly state: string;
  /** The problem, in words. */
  readonly label?: string;
  /** What operations can do about it. */
  readonly todo?: string;
  /** Numbers and ids; for admins only. */
  readonly detail?: unknown;
  /** Nothing that arrives can be saved. */
  readonly stops?: true;
}

export type Check = (deps: ApiDeps) => Promise<Finding>;

export const ok: Finding = { state: 'ok' };
