import type { Instant } from '../../../domain/time/clock.ts';

const day = { day: 'numeric', month: 'long', year: 'numeric' } as const;
const moment = { weekday: 'short', day: '2-digit', month: 'short', hour: '2-digit', minute: '2-digit' } as const;

export const dayOf = (at: Instant, zone: string): string =>
  new Intl.DateTimeFormat('en-GB', { timeZone: zone, ...day }).format(at);
export const momentOf = (at: Instant, zone: string): string =>
  new Intl.DateTimeFormat('en-GB', { timeZone: zone, ...moment }).format(at).replaceAll(',', '');

export function minutesOf(seconds: number): string {
  const whole = Math.round(seconds);
  return whole < 60 ? `${whole} s` : `${Math.floor(whole / 60)} min ${whole % 60} s`;
}
