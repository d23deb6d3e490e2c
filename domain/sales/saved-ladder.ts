import type { Instant } from '../time/clock.ts';
import type { SlaClock } from './sla-clock.ts';

/** How far a task has come on the ladder of its SLA. */
export interface SavedLadder {
  /** Missing while no clock runs. */
  readonly clock?: SlaClock;
  /** The round of the clock that runs, or ran last. */
  readonly round: number;
  /** How many rungs of the clock have been taken. */
  readonly climbed: number;
  /** When the time for all attempts ends. */
  readonly giveUpAt?: Instant;
}
