import type { Instant } from './clock.ts';

/**
 * The constraint of an instant that is an argument: `<const M extends Written<M, Moment>>(moment: M)`. A number that is written out with fewer
 * than twelve digits can't be milliseconds: "Argument of type '1800000000' is not assignable to parameter of type
 * 'MillisecondsNotSeconds'". What the compiler can't see, the verbs check.
 */
export type Written<M, T> = [M] extends [number]
  ? HasTwelveDigits<`${M & number}`> extends true
    ? T
    : MillisecondsNotSeconds
  : T;

/** Milliseconds since 1970, such as `Date.UTC(2027, 4, 20, 14)`. No number is of this type. */
interface MillisecondsNotSeconds {
  readonly at: () => Instant;
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
