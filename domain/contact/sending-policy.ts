import { milliseconds, type CalendarDuration } from '../time/duration.ts';
import type { QuietHours, SendWindow } from '../time/send-window.ts';

/** When emails go out, and how often one lead gets them, over all programs and campaigns. */
export interface SendingPolicy {
  /** The least time between two marketing emails to one lead. */
  readonly gap: CalendarDuration;
  /** The most marketing emails to one lead in any seven days. */
  readonly mostPerWeek: number;
  /** The hours in which emails go out, in the lead's own time zone. */
  readonly window: SendWindow;
  readonly quietHours: QuietHours;
  /** Over how many minutes the opening of the window is spread, so that not every email goes out in the first one. */
  readonly jitterMinutes: number;
}

export const standardSending: SendingPolicy = {
  gap: '2 days',
  mostPerWeek: 3,
  window: { days: [1, 2, 3, 4, 5], from: '09:00', to: '17:00' },
  quietHours: { from: '20:00', to: '08:00' },
  jitterMinutes: 60,
};

/** The faults of an app's sending policy. */
export function sendingFaults({ gap, mostPerWeek, window, jitterMinutes }: SendingPolicy): string[] {
  const faults: string[] = [];
  if (milliseconds(gap) < 0) faults.push(`gap: expected a duration of 0 or more, got "${gap}"`);
  if (!Number.isInteger(mostPerWeek) || mostPerWeek < 1)
    faults.push(`mostPerWeek: expected a whole number from 1 on, got ${mostPerWeek}`);
  if (window.days.length === 0) faults.push('window: expected at least one day of the week');
  if (window.from >= window.to) faults.push(`window: expected hours of one day, got ${window.from}-${window.to}`);
  if (!(jitterMinutes >= 0 && jitterMinutes < 24 * 60)) faults.push(`jitterMinutes: expected 0 to 1439, got ${jitterMinutes}`);
  return faults;
}
