import type { Instant } from './clock.ts';
import { milliseconds, type CalendarDuration } from './duration.ts';

/** An instant, or one that can move while a lead waits for it: a wait reads it again whenever the lead's campaign changes. */
export type Moment = Instant | { readonly at: () => Instant };

export const isMoment = (value: unknown): value is Moment =>
  typeof value === 'number' || (typeof value === 'object' && value !== null && 'at' in value && typeof value.at === 'function');

/** The instant that a moment names now. */
export const instantOf = (moment: Moment): Instant => (typeof moment === 'number' ? moment : moment.at());

/**
 * The moment that lies a duration before another; it moves with the other one.
 * @example await lead.until(before(Date.UTC(2027, 4, 20, 14), '3 days'));
 */
export const before = (moment: Moment, duration: CalendarDuration): Moment => shifted(moment, -milliseconds(duration));

/**
 * The moment that lies a duration after another; it moves with the other one.
 * @example return rest(after(lead.now, '36 hours'), 'connect');
 */
export const after = (moment: Moment, duration: CalendarDuration): Moment => shifted(moment, milliseconds(duration));

const shifted = (moment: Moment, by: number): Moment =>
  typeof moment === 'number' ? moment + by : { at: () => moment.at() + by };
