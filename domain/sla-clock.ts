import type { Instant } from './clock.ts';
import type { LadderRung, Rung } from './sla.ts';
import type { Span } from './span.ts';
import { addWorking, withAbsences, workingBetween } from './working-calendar.ts';
import type { WorkingCalendar } from './working-calendar.ts';

/** A rung of a ladder with its instant. */
export interface DueRung {
  readonly rung: Rung;
  readonly at: Instant;
}

/**
 * When each rung of a ladder is due, for a clock that started at `startedAt`. The clock stands still in `pauses`
 * (a lead asked to be called back later); reassigning the task changes neither.
 */
export const dueRungs = (
  calendar: WorkingCalendar,
  ladder: readonly LadderRung[],
  startedAt: Instant,
  pauses: readonly Span[] = [],
): DueRung[] => {
  const paused = withAbsences(calendar, pauses);
  let previous = startedAt;
  return ladder.map(({ rung, after }) => {
    // A day by the clock can be shorter than four hours of work, around a pause; the order of the rungs holds all the same.
    previous = Math.max(previous, addWorking(paused, startedAt, after));
    return { rung, at: previous };
  });
};

/** The working time that a clock has run for, in milliseconds. */
export const clockRunFor = (calendar: WorkingCalendar, startedAt: Instant, at: Instant, pauses: readonly Span[] = []): number =>
  workingBetween(withAbsences(calendar, pauses), startedAt, at);
