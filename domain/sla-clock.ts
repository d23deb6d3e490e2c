import type { Instant } from './clock.ts';
import type { LadderRung, Rung } from './sla.ts';
import type { Span } from './span.ts';
import { addWorking, addWorkingTime, withAbsences, workingBetween } from './working-calendar.ts';
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

/**
 * The rungs that are still to be climbed at `now`. When a change of hours puts the first of them into the past, it is due at
 * once (in working time), and the others keep their distance to it: nobody loses the time to act on a reminder.
 */
export const rungsAhead = (
  calendar: WorkingCalendar,
  rungs: readonly DueRung[],
  climbed: readonly Rung[],
  now: Instant,
): readonly DueRung[] => {
  const ahead = rungs.filter(({ rung }) => !climbed.includes(rung));
  const first = ahead[0]?.at ?? now;
  if (first >= now) return ahead;
  return ahead.map(({ rung, at }) => ({ rung, at: addWorkingTime(calendar, now, workingBetween(calendar, first, at)) }));
};

/** The working time that a clock has run for, in milliseconds. */
export const clockRunFor = (calendar: WorkingCalendar, startedAt: Instant, at: Instant, pauses: readonly Span[] = []): number =>
  workingBetween(withAbsences(calendar, pauses), startedAt, at);
