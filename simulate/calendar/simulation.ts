import type { Instant } from '../../domain/time/clock.ts';
import type { FunnelStage } from '../../domain/lead/funnel.ts';
import type { Counted, Ledger } from '../report/report.ts';
import type { Fit } from '../fit/fit.ts';
import type { Interval } from '../../domain/reports/interval.ts';

/** The results of leads in a program. Counts are of leads unless they say otherwise. */
export interface Simulation {
  readonly program: string;
  readonly seed: number;
  readonly days: number;
  /** Program time. */
  readonly from: Instant;
  readonly to: Instant;
  /** Who they are, in words: `500 modelled leads`. */
  readonly people: string;
  readonly leads: number;
  readonly enrolled: number;
  readonly calendar: readonly ContentRow[];
  /** Emails by date (UTC); that of the launch is 0. */
  readonly emailsByDay: ByDay;
  readonly funnel: readonly StageRow[];
  readonly places: readonly PlaceRow[];
  readonly load: readonly RepRow[];
  readonly ledger: Ledger;
  /** Failed actions of modelled people, such as a click on an expired link. */
  readonly failures: readonly Counted[];
  /** The history to which the leads' rates are fitted, if they are. */
  readonly fit?: Fit;
}

/** Counts by day; the first day is 0, and a day without any is missing. */
export type ByDay = Readonly<Record<number, number>>;

/** An email or a text of the program; rows are in the order in which leads get them. */
export interface ContentRow {
  readonly track: string;
  readonly content: string;
  readonly leads: number;
  /** How many went out on each day since the lead came in. */
  readonly byDay: ByDay;
}

/** How many of the enrolled leads were ever in a stage. */
export interface StageRow {
  readonly stage: FunnelStage;
  readonly leads: number;
  /** Of the enrolled leads, from 0 to 1. */
  readonly share: number;
  /** The 95 % interval of the share, for more people who behave like these. */
  readonly interval: Interval;
}

/** Where leads are at the end. */
export interface Place {
  readonly is: 'inTrack' | 'ended' | 'notEnrolled';
  readonly stage: FunnelStage;
  /** Null unless they are in a track. */
  readonly track: string | null;
  /** Why they ended, or were not enrolled. */
  readonly because: string | null;
}

export interface PlaceRow extends Place {
  readonly leads: number;
}

/** A rep's load, by date (UTC); that of the launch is 0. */
export interface RepRow {
  readonly team: string;
  /** Null for tasks without an assignee. */
  readonly rep: string | null;
  /** Tasks by the day on which they opened. */
  readonly tasks: ByDay;
  /** Reports by the day on which the rep made them. */
  readonly reports: ByDay;
}
