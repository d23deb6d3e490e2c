import { mustBeInstant, type Instant } from './clock.ts';
import { milliseconds, type CalendarDuration } from './duration.ts';

/** An instant, or one that can move while a lead waits for it: a wait reads it again whenever the lead's campaign changes. */
export type Moment = Instant | MovingMoment;

export interface MovingMoment {
  readonly at: () => Instant;
  /** The input with which it moves; a rest carries this to the run in which it ends. */
  readonly follows?: Follows;
}

/** A moment as data: the name of an input that is an instant, and how many milliseconds after it the moment is. */
export interface Follows {
  readonly input: string;
  readonly by: number;
}

export const isMoment = (value: unknown): value is Moment =>
  typeof value === 'number' || (typeof value === 'object' && value !== null && 'at' in value && typeof value.at === 'function');

/** The instant that a moment names now. */
export const instantOf = (moment: Moment): Instant => (typeof moment === 'number' ? moment : moment.at());

/** The moment itself. @throws DomainError INVALID_INSTANT when it can be none, such as a number of seconds */
export function mustBeMoment(moment: Moment): Moment {
  mustBeInstant(instantOf(moment));
  return moment;
}

/**
 * The moment that is a duration before another one, and moves with it.
 * @throws DomainError INVALID_INSTANT when the other one is not in milliseconds
 * @example await lead.until(before(Date.UTC(2027, 4, 20, 14), '3 days'));
 */
export const before = <const M extends Written<M>>(moment: M, duration: CalendarDuration): Moment =>
  shifted(mustBeMoment(moment), -milliseconds(duration));

/**
 * The moment that is a duration after another one, and moves with it.
 * @throws DomainError INVALID_INSTANT when the other one is not in milliseconds
 * @example return rest(after(lead.now, '36 hours'), 'connect');
 */
export const after = <const M extends Written<M>>(moment: M, duration: CalendarDuration): Moment =>
  shifted(mustBeMoment(moment), milliseconds(duration));

function shifted(moment: Moment, by: number): Moment {
  if (typeof moment === 'number') return moment + by;
  const { at, follows } = moment;
  return { at: () => at() + by, follows: follows && { ...follows, by: follows.by + by } };
}

/**
 * The constraint of an instant that is an argument: `<const M extends Written<M>>(moment: M)`. A number that is written out with fewer
 * than twelve digits can't be milliseconds: "Argument of type '1800000000' is not assignable to parameter of type
 * 'MillisecondsNotSeconds'". What the compiler can't see, the verbs check.
 */
export type Written<M, T = Moment> = [M] extends [number]
  ? HasTwelveDigits<`${M & number}`> extends true
    ? T
    : MillisecondsNotSeconds
  : T;

/** Milliseconds since 1970, such as `Date.UTC(2027, 4, 20, 14)`. No number is of this type. */
interface MillisecondsNotSeconds extends MovingMoment {
  readonly never: never;
}

/** Whether a number has at least twelve digits, or is any number. */
type HasTwelveDigits<Text extends string> = `${number}` extends Text
  ? true
  : Text extends `${infer _1}${infer _2}${infer _3}${infer _4}${infer _5}${infer _6}${infer _7}${infer _8}${infer _9}${infer _10}${infer _11}${infer Others}`
    ? Others extends ''
      ? false
      : true
    : false;
