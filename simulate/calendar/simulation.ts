import type { Instant } from '../../domain/time/clock.ts';
import type { Counted, Ledger } from '../report/report.ts';

/** What became of modelled leads in a program, as data. Counts are of leads unless they say otherwise. */
export interface Simulation {
  readonly program: string;
  readonly seed: number;
  readonly days: number;
  /** Program time. */
  readonly from: Instant;
  readonly to: Instant;
  readonly leads: number;
  readonly enrolled: number;
  readonly calendar: readonly EmailRow[];
  readonly places: readonly PlaceRow[];
  readonly load: readonly RepRow[];
  readonly ledger: Ledger;
  /** What modelled people tried and could not do, such as a click on a link that is gone. */
  readonly failures: readonly Counted[];
}

/** An email of the program, in the order in which leads get them. */
export interface EmailRow {
  readonly track: string;
  readonly content: string;
  readonly leads: number;
  /** How many emails went out on each day since the lead came in; the first day is 0. */
  readonly byDay: Readonly<Record<number, number>>;
}

/** Where leads are at the end: in a track, in the stage in which they ended, or not enrolled. */
export interface PlaceRow {
  readonly is: 'inTrack' | 'ended' | 'notEnrolled';
  /** The track or the funnel stage. */
  readonly name: string;
  readonly because: string | undefined;
  readonly leads: number;
}

/** What a rep had to do; the first week is 0. */
export interface RepRow {
  readonly team: string;
  /** Undefined: tasks that no rep has taken. */
  readonly rep: string | undefined;
  /** Tasks by the week in which they were opened. */
  readonly tasks: Readonly<Record<number, number>>;
  /** Reports by the week in which the rep made them. */
  readonly reports: Readonly<Record<number, number>>;
}
