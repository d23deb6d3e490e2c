import type { Instant } from '../../../domain/time/clock.ts';

/** The people of the demo work in Amsterdam. */
const ZONE = 'Europe/Amsterdam';

const day = new Intl.DateTimeFormat('en-GB', { timeZone: ZONE, day: 'numeric', month: 'long', year: 'numeric' });
const moment = new Intl.DateTimeFormat('en-GB', {
  timeZone: ZONE,
  weekday: 'short',
  day: '2-digit',
  month: 'short',
  hour: '2-digit',
  minute: '2-digit',
});

export const dayOf = (at: Instant): string => day.format(at);
export const momentOf = (at: Instant): string => moment.format(at).replaceAll(',', '');

export function minutesOf(seconds: number): string {
  const whole = Math.round(seconds);
  return whole < 60 ? `${whole} s` : `${Math.floor(whole / 60)} min ${whole % 60} s`;
}
