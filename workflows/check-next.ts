import type { Ended } from '../activities/contract.ts';
import type { Instant } from '../domain/time/clock.ts';
import { isCalendarDuration, milliseconds } from '../domain/time/duration.ts';
import { funnelStages, isFinal, type FinalStage, type FunnelStage } from '../domain/lead/funnel.ts';
import type { Rest } from './next.ts';
import { trackOf, type Program } from './program.ts';

/** Where a lead goes next: a track that the program has, a rest that ends at an instant, or the end. */
export type Step = string | RestUntil | Ended;

export interface RestUntil extends Rest<string> {
  readonly rest: Instant;
}

/** What a track has returned can't be followed. The name is the code with which the lead is parked. */
class Misstep extends Error {
  constructor(name: 'TrackUnknown' | 'RestUnknown' | 'EndUnknown' | 'NextUnknown', message: string) {
    super(message);
    this.name = name;
  }
}

/**
 * What a track has returned, as a step that the lead can take.
 * @throws Misstep when the program has no such track, a rest has no end, a stage is not final, or it is none of these
 */
export function stepOf(program: Program, next: unknown, now: Instant): Step {
  if (typeof next === 'string') return knownTrack(program, next);
  const { ended, because, rest, to } = Object(next) as Record<string, unknown>;
  if (ended !== undefined)
    return { ended: finalStage(ended), because: typeof because === 'string' ? because : 'no reason given' };
  if (rest !== undefined) return { rest: endOf(rest, now), to: knownTrack(program, to) };
  throw new Misstep('NextUnknown', 'expected the name of a track, rest(…) or ended(…)');
}

function knownTrack(program: Program, track: unknown): string {
  if (typeof track === 'string' && trackOf(program, track)) return track;
  throw new Misstep('TrackUnknown', `the program "${program.id}" has no such track`);
}

function finalStage(stage: unknown): FinalStage {
  if (typeof stage === 'string' && Object.hasOwn(funnelStages, stage) && isFinal(stage as FunnelStage))
    return stage as FinalStage;
  throw new Misstep('EndUnknown', 'expected a stage in which a program ends');
}

/** The last instant that has a date. */
const LAST_INSTANT = 8.64e15;

function endOf(rest: unknown, now: Instant): Instant {
  const end = typeof rest === 'string' && isCalendarDuration(rest) ? now + milliseconds(rest) : rest;
  if (typeof end === 'number' && Math.abs(end) <= LAST_INSTANT) return end;
  throw new Misstep('RestUnknown', "expected an instant, or a duration such as '7 days'");
}
