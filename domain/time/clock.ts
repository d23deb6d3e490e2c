import { DomainError } from '../text/domain-error.ts';

/** A moment of program time: milliseconds since the Unix epoch. */
export type Instant = number;

/** Whether a number can be an instant of a program: it is in the years 2000 to 2199, which seconds are not. */
export const isInstant = (value: unknown): value is Instant =>
  typeof value === 'number' && value >= Date.UTC(2000) && value < Date.UTC(2200);

/** The instant itself. @throws DomainError INVALID_INSTANT when it can be none, such as a number of seconds */
export function mustBeInstant(value: Instant): Instant {
  const ofSeconds = value * 1000;
  if (isInstant(value)) return value;
  const hint = isInstant(ofSeconds) ? `such as ${ofSeconds}` : 'in the years 2000 to 2199';
  throw new DomainError('INVALID_INSTANT', value, `expected milliseconds since 1970, ${hint}`);
}

/**
 * How program time runs: at `realOrigin` it was `origin`, and since then it passes `speed` times as fast as real time.
 * The wall clock is `{ origin: 0, realOrigin: 0, speed: 1 }`. Postgres holds it in one row; every workflow gets it as an argument.
 */
export interface ClockSpec {
  readonly origin: Instant;
  /** Real milliseconds since the epoch. */
  readonly realOrigin: number;
  readonly speed: number;
}

export const wallClock: ClockSpec = { origin: 0, realOrigin: 0, speed: 1 };

/** The program time at a real moment (both in milliseconds). */
export const programTime = (spec: ClockSpec, real: number): Instant =>
  Math.round(spec.origin + (real - spec.realOrigin) * spec.speed);

/** The real milliseconds from `now` until `instant`: never negative, and rounded up so that a timer is not early. */
export const realDelay = (spec: ClockSpec, now: Instant, instant: Instant): number =>
  Math.max(0, Math.ceil((instant - now) / spec.speed));

/** The only source of program time outside workflows. */
export interface Clock {
  readonly spec: ClockSpec;
  now(): Instant;
}
