import type { Ended } from '../activities/contract.ts';
import { isInstant, type Instant } from '../domain/time/clock.ts';
import { isCalendarDuration, milliseconds } from '../domain/time/duration.ts';
import { instantOf, isMoment, type Follows } from '../domain/time/moment.ts';
import { funnelStages, isFinal, type FinalStage, type FunnelStage } from '../domain/lead/funnel.ts';
import { STOPPED, type Rest, type Stopped } from './next.ts';
import { trackOf, type Program } from './program.ts';

/** Where a lead goes next: to a track of the program, into a rest that ends at an instant, or to the end. */
export type Step = string | RestUntil | End;

/** The end of a program: in a final stage, or without one. */
export type End = Ended | Stopped;

export const isEnd = (step: Step): step is End => typeof step === 'object' && ('ended' in step || 'stopped' in step);

export interface RestUntil extends Rest<string> {
  readonly rest: Instant;
  readonly endsRound: boolean;
  /** Missing for an instant that does not move. */
  readonly follows?: Follows;
}

/** A track has returned something that the lead can't follow. The lead is parked with the error's name as its code. */
class InvalidNext extends Error {
  constructor(name: 'TrackUnknown' | 'RestUnknown' | 'EndUnknown' | 'NextUnknown', message: string) {
    super(message);
    this.name = name;
  }
}

/**
 * Turns what a track has returned into a step that the lead can take.
 * @throws InvalidNext when the program has no such track, the rest has no end, the stage is not final, or it is none of these
 */
export function stepOf(program: Program, next: unknown, now: Instant): Step {
  if (next === STOPPED) return STOPPED;
  if (typeof next === 'string') return knownTrack(program, next);
  const { ended, stopped, because, rest, to, endsRound = typeof rest === 'string' } = Object(next) as Record<string, unknown>;
  const reason = typeof because === 'string' ? because : 'no reason given';
  // A side program decides nothing about the lead, and the lead's main program does not end without a decision.
  if (program.lane !== undefined && stopped === true) return { stopped, because: reason };
  if (program.lane === undefined && ended !== undefined) return { ended: finalStage(ended), because: reason };
  if (rest !== undefined)
    return { rest: endOf(rest, now), follows: followedBy(rest), to: knownTrack(program, to), endsRound: endsRound === true };
  throw new InvalidNext(
    'NextUnknown',
    `expected the name of a track, rest(…) or ${program.lane === undefined ? 'ended' : 'done'}(…)`,
  );
}

function knownTrack(program: Program, track: unknown): string {
  if (typeof track === 'string' && trackOf(program, track)) return track;
  throw new InvalidNext('TrackUnknown', `the program "${program.id}" has no such track`);
}

function finalStage(stage: unknown): FinalStage {
  if (typeof stage === 'string' && Object.hasOwn(funnelStages, stage) && isFinal(stage as FunnelStage))
    return stage as FinalStage;
  throw new InvalidNext('EndUnknown', 'expected a final stage');
}

function endOf(rest: unknown, now: Instant): Instant {
  const end = typeof rest === 'string' && isCalendarDuration(rest) ? now + milliseconds(rest) : rest;
  const instant = isMoment(end) ? instantOf(end) : end;
  if (isInstant(instant)) return instant;
  throw new InvalidNext('RestUnknown', "expected a duration such as '7 days', or a moment in milliseconds since 1970");
}

const followedBy = (rest: unknown): Follows | undefined =>
  isMoment(rest) && typeof rest === 'object' ? rest.follows : undefined;
