import type { Ended } from '../activities/contract.ts';
import type { CalendarDuration } from '../domain/time/duration.ts';
import type { ReportedTrack } from '../domain/sales/call-outcome.ts';
import { brakes } from '../domain/contact/brakes.ts';
import type { FinalStage } from '../domain/lead/funnel.ts';
import { mustBeMoment, type Moment, type Written } from '../domain/time/moment.ts';

/** A pause before the next track: for a duration, or until a moment. */
export interface Rest<T extends string> {
  readonly rest: CalendarDuration | Moment;
  readonly to: T | ReportedTrack;
  /** Whether the rest ends a round; by default, one for a duration does, and one until a moment does not. */
  readonly endsRound?: boolean;
}

/** What a track returns: the next track, a rest before it, or the end. */
export type Next<T extends string> = T | ReportedTrack | Rest<T> | Ended;

/** The end of a program that decides nothing about the lead, which keeps its stage. */
export interface Stopped {
  readonly stopped: true;
  readonly because: string;
}

/** What a track of a side program returns: the next track, a rest before it, or the end. */
export type SideNext<T extends string> = T | Rest<T> | Stopped;

/** Where a track is left for. */
export type Left = Next<string> | Stopped;

/**
 * Ends the lead's life in the program, in a final stage: `customer`, `disqualified` or `archived`. `because` is a short reason in
 * your own words, never the lead's: it appears in the lead's story and in Temporal.
 * @example if (lead.cycle > 2) return ended('archived', 'silent for two rounds');
 */
export const ended = (stage: FinalStage, because: string): Ended => ({ ended: stage, because });

/** Ends a program without a decision about the lead, which keeps its stage: another campaign may take it. A side program returns `done`. */
export const STOPPED: Stopped = { stopped: true, because: brakes.stop.because };

/**
 * Ends a side program. The lead keeps its stage and continues in its main program. `because` is a short reason in your own words,
 * never the lead's: it appears in the lead's story and in Temporal.
 * @example if (!(await lead.email('tips')).wasSent) return done('has the tips already');
 */
export const done = (because: string): Stopped => ({ stopped: true, because });

/** The end of a program whose emails do not reach the lead any more. A side program decides nothing about the lead. */
export const outOfReach = (lane: string | undefined, because: string): Ended | Stopped =>
  lane === undefined ? ended('archived', because) : done(because);

/**
 * Lets the lead rest for a duration or until a moment, and then continue in a track. A rest for a duration ends a round, which
 * `lead.cycle` counts; a rest until a moment, such as a date that the lead named, does not, unless it says so. A moment of the
 * campaign's input moves with the input, even while the lead rests. An interrupt ends the rest.
 * @throws DomainError INVALID_INSTANT when the moment is not in milliseconds
 * @example if (!lead.hasReacted) return rest('30 days', 'educate');
 * @example return rest(lead.day(60), 'educate', { endsRound: true });
 */
export const rest = <const T extends string, const M extends Written<M, CalendarDuration | Moment>>(
  until: M,
  to: T,
  { endsRound }: { readonly endsRound?: boolean } = {},
): Rest<Exclude<T, ReportedTrack>> => ({
  rest: typeof until === 'string' ? until : mustBeMoment(until),
  to: to as Exclude<T, ReportedTrack>,
  endsRound,
});

/** Thrown by the verb that a track waits in, when the lead must go somewhere else. */
export class TrackLeft extends Error {
  override readonly name = 'TrackLeft';
  readonly next: Left;
  readonly because: string;

  constructor(next: Left, because: string) {
    super(because);
    this.next = next;
    this.because = because;
  }
}
