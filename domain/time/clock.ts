/** A moment of program time: milliseconds since the Unix epoch. */
export type Instant = number;

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
