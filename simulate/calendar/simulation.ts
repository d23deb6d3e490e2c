import type { Instant } from '../../domain/time/clock.ts';
import type { Counted, Ledger } from '../report/report.ts';

/** The results of modelled leads in a program. Counts are of leads unless they say otherwise. */
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
  /** Failed actions of modelled people, such as a click on an expired link. */
  readonly failures: readonly Counted[];
}

/** An email of the program; rows are in the order in which leads get them. */
export interface EmailRow {
  readonly track: string;
  readonly content: string;
  readonly leads: number;
  /** How many emails went out on each day since the lead came in; the first day is 0. */
  readonly byDay: Readonly<Record<number, number>>;
}

/** Where leads are at the end: in a track, ended in a stage, or not enrolled. */
export interface PlaceRow {
  readonly is: 'inTrack' | 'ended' | 'notEnrolled';
  /** The track or the funnel stage. */
  readonly name: string;
  readonly because: string | undefined;
  readonly leads: number;
}

/** A rep's load; the first week is 0. */
export interface RepRow {
  readonly team: string;
  /** Undefined for tasks without an assignee. */
  readonly rep: string | undefined;
  /** Tasks by the week in which they opened. */
  readonly tasks: Readonly<Record<number, number>>;
  /** Reports by the week in which the rep made them. */
  readonly reports: Readonly<Record<number, number>>;
}
