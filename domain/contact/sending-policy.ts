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
  /** When operations are to look at the sending. */
  readonly alarm: SendingAlarm;
}

/** Shares of the emails of a day, from 0 to 1: operations get an alert if more than this many bounce or cause complaints. */
export interface SendingAlarm {
  readonly bounces: number;
  readonly complaints: number;
  /** The fewest emails in a day that make its shares meaningful. */
  readonly emails: number;
}

export const standardSending: SendingPolicy = {
  gap: '2 days',
  mostPerWeek: 3,
  window: { days: [1, 2, 3, 4, 5], from: '09:00', to: '17:00' },
  quietHours: { from: '20:00', to: '08:00' },
  jitterMinutes: 60,
  // What mailbox providers tolerate: a sender with more is taken for a spammer.
  alarm: { bounces: 0.05, complaints: 0.003, emails: 50 },
};

/** The results of the emails of a day. */
export interface DayOfSending {
  readonly sent: number;
  readonly bounced: number;
  readonly complained: number;
}

/** Whether operations are to look at a day of sending. */
export const isSuspect = ({ alarm }: Pick<SendingPolicy, 'alarm'>, { sent, bounced, complained }: DayOfSending): boolean =>
  sent >= alarm.emails && (bounced > sent * alarm.bounces || complained > sent * alarm.complaints);

/** The faults of an app's sending policy. */
export function sendingFaults({ gap, mostPerWeek, window, jitterMinutes, alarm }: SendingPolicy): string[] {
  const faults: string[] = [];
  if (milliseconds(gap) < 0) faults.push(`gap: expected a duration of 0 or more, got "${gap}"`);
  if (!Number.isInteger(mostPerWeek) || mostPerWeek < 1)
    faults.push(`mostPerWeek: expected a whole number from 1 on, got ${mostPerWeek}`);
  if (window.days.length === 0) faults.push('window: expected at least one day of the week');
  if (window.from >= window.to) faults.push(`window: expected hours of one day, got ${window.from}-${window.to}`);
  if (!(jitterMinutes >= 0 && jitterMinutes < 24 * 60)) faults.push(`jitterMinutes: expected 0 to 1439, got ${jitterMinutes}`);
  for (const name of ['bounces', 'complaints'] as const)
    if (!(alarm[name] >= 0 && alarm[name] <= 1)) faults.push(`alarm.${name}: expected a share from 0 to 1, got ${alarm[name]}`);
  if (!(alarm.emails >= 1)) faults.push(`alarm.emails: expected 1 or more, got ${alarm.emails}`);
  return faults;
}
