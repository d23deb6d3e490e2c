import { isWorkingDuration, type WorkingDuration } from '../time/duration.ts';

/** How often, and for how long, a rep tries to reach a lead. */
export interface CadencePolicy {
  /** After how many attempts a lead counts as unreachable. */
  readonly most: number;
  /** The working time for all attempts. */
  readonly within: WorkingDuration;
}

export const standardCadence: CadencePolicy = { most: 8, within: '10 working days' };

/** The faults of an app's cadence. */
export function cadenceFaults({ most, within }: CadencePolicy): string[] {
  const faults: string[] = [];
  if (!Number.isInteger(most) || most < 1) faults.push(`most: expected a whole number from 1 on, got ${most}`);
  if (!isWorkingDuration(within)) faults.push(`within: expected working time such as "10 working days", got "${String(within)}"`);
  return faults;
}
