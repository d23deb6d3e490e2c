import type { Instant } from '../time/clock.ts';
import type { LadderRung, Rung, SlaId } from './sla.ts';
import { addWorking, addWorkingTime, workingBetween } from '../time/working-calendar.ts';
import type { WorkingCalendar } from '../time/working-calendar.ts';

/** A rung of a ladder with its instant. */
export interface DueRung {
  readonly rung: Rung;
  readonly at: Instant;
}

/** A task's clock: when each rung of its ladder is due, in the working time of the rep who must act. */
export interface SlaClock {
  readonly sla: SlaId;
  /** The number of the clock in its task: a call-back starts a new one. */
  readonly round: number;
  readonly rungs: readonly DueRung[];
}

/** When a task is due: at the first rung of its clock. */
export const dueAtOf = (clock: SlaClock | undefined): Instant | undefined => clock?.rungs[0]?.at;

/** When each rung of a ladder is due, for a clock that started at `startedAt`; a reassignment does not change it. */
export function dueRungs(calendar: WorkingCalendar, ladder: readonly LadderRung[], startedAt: Instant): DueRung[] {
  let previous = startedAt;
  return ladder.map(({ rung, after }) => {
    // Around an absence, one working day can be shorter than four working hours; the rungs keep their order all the same.
    previous = Math.max(previous, addWorking(calendar, startedAt, after));
    return { rung, at: previous };
  });
}

/**
 * The rungs of a ladder after changed working hours have moved them. If the next rung would now be in the past, it is due at once
 * (in working time) and the later ones keep their distance to it, so that every rep has time to act on a reminder. Rungs that were
 * already taken stay as they are.
 */
export function movedRungs(
  calendar: WorkingCalendar,
  rungs: readonly DueRung[],
  climbed: readonly Rung[],
  now: Instant,
): readonly DueRung[] {
  const isAhead = ({ rung }: DueRung) => !climbed.includes(rung);
  const first = rungs.find(isAhead)?.at ?? now;
  if (first >= now) return rungs;
  const later = (at: Instant) => addWorkingTime(calendar, now, workingBetween(calendar, first, at));
  return rungs.map((due) => (isAhead(due) ? { ...due, at: later(due.at) } : due));
}
