import { isWorkingDuration, type WorkingDuration } from '../time/duration.ts';
import type { SendWindow } from '../time/send-window.ts';

/** How often, for how long and at which hours a rep tries to reach a lead. Attempts alternate between the two parts of the day. */
export interface CadencePolicy {
  /** After how many attempts a lead counts as unreachable. */
  readonly most: number;
  /** A lead that got fewer attempts, and that nobody spoke with, goes back as not worked: this counts against sales. */
  readonly least: number;
  /** The working time for all attempts. */
  readonly within: WorkingDuration;
  /** When leads may be called, in their own time zone. Calls are due when these hours and the rep's meet, if they ever do. */
  readonly leadHours: SendWindow;
  /** The hour of the lead's day at which its second part begins. */
  readonly secondPartAt: number;
}

export const standardCadence: CadencePolicy = {
  most: 8,
  least: 6,
  within: '10 working days',
  leadHours: { days: [1, 2, 3, 4, 5], from: '08:00', to: '18:00' },
  secondPartAt: 13,
};

/** Why a lead goes back after its last attempt. */
export function reasonOfGivingUp({ most, least }: CadencePolicy, attempts: number, hasSpoken: boolean) {
  if (hasSpoken) return 'noOpportunity';
  return attempts < Math.min(least, most) ? 'notWorked' : 'unreachable';
}

/** The faults of an app's cadence. */
export function cadenceFaults({ most, least, within, leadHours, secondPartAt }: CadencePolicy): string[] {
  const faults: string[] = [];
  for (const [name, count] of Object.entries({ most, least }))
    if (!Number.isInteger(count) || count < 1) faults.push(`${name}: expected a whole number from 1 on, got ${count}`);
  if (!isWorkingDuration(within)) faults.push(`within: expected working time such as "10 working days", got "${String(within)}"`);
  if (!Number.isInteger(secondPartAt) || secondPartAt < 1 || secondPartAt > 23)
    faults.push(`secondPartAt: expected an hour from 1 to 23, got ${secondPartAt}`);
  if (leadHours.days.length === 0) faults.push('leadHours: expected at least one day of the week');
  if (leadHours.from >= leadHours.to) faults.push(`leadHours: expected hours of one day, got ${leadHours.from}-${leadHours.to}`);
  return faults;
}
