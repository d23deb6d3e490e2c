import type { Instant } from './clock.ts';
import { milliseconds, type CalendarDuration } from './duration.ts';

/** An instant, or one that can move while a lead waits for it: a wait reads it again whenever the lead's campaign changes. */
export type Moment = Instant | { readonly at: () => Instant };

/** The instant that a moment names now. */
export const instantOf = (moment: Moment): Instant => (typeof moment === 'number' ? moment : moment.at());

/** The moment that lies a duration before another. */
export const before = (moment: Moment, duration: CalendarDuration): Moment => shifted(moment, -milliseconds(duration));

/** The moment that lies a duration after another. */
export const after = (moment: Moment, duration: CalendarDuration): Moment => shifted(moment, milliseconds(duration));

const shifted = (moment: Moment, by: number): Moment =>
  typeof moment === 'number' ? moment + by : { at: () => moment.at() + by };
