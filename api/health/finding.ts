import type { ApiDeps } from '../procedures/context.ts';

/** How a part of the installation is. */
export interface Finding {
  /** `ok`, or a code of what is wrong. */
  readonly state: string;
  /** What is wrong, in words. */
  readonly label?: string;
  /** What operations can do about it. */
  readonly todo?: string;
  /** Numbers and ids; for admins only. */
  readonly detail?: unknown;
  /** Nothing that comes in can be saved. */
  readonly stops?: true;
}

export type Check = (deps: ApiDeps) => Promise<Finding>;

export const ok: Finding = { state: 'ok' };
