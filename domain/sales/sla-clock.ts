import type { Instant } from '../time/clock.ts';
import type { LadderRung, Rung, SlaId } from './sla.ts';
import { addWorking, addWorkingTime, workingBetween } from '../time/working-calendar.ts';
import type { WorkingCalendar } from '../time/working-calendar.ts';

/** A rung of a ladder with its instant. */
export interface DueRung {
  readonly rung: Rung;
  readonly at: Instant;
}

/** A clock of a task: when each rung of its ladder is due, in the working time of who has to act. */
export interface SlaClock {
  readonly sla: SlaId;
  /** Counts the clocks of a task: a call-back starts a new one. */
  readonly round: number;
  readonly rungs: readonly DueRung[];
}

/** When a task is due: at the first rung of its clock. */
export const dueAtOf = (clock: SlaClock | undefined): Instant | undefined => clock?.rungs[0]?.at;

/** When each rung of a ladder is due, for a clock that started at `startedAt`; giving the task to another rep does not change it. */
export const dueRungs = (calendar: WorkingCalendar, ladder: readonly LadderRung[], startedAt: Instant): DueRung[] => {
  let previous = startedAt;
  return ladder.map(({ rung, after }) => {
    // A day by the clock can be shorter than four hours of work, around an absence; the order of the rungs holds all the same.
    previous = Math.max(previous, addWorking(calendar, startedAt, after));
    return { rung, at: previous };
  });
};

/**
 * A ladder whose rungs hours have moved, as it is climbed from `now` on. Where the first of the rungs that are still ahead
 * would lie in the past, it is due at once (in working time), and those after it keep their distance to it: nobody loses the
 * time to act on a reminder. Rungs that were climbed stay as they are.
 */
export const movedRungs = (
  calendar: WorkingCalendar,
  rungs: readonly DueRung[],
  climbed: readonly Rung[],
  now: Instant,
): readonly DueRung[] => {
  const isAhead = ({ rung }: DueRung) => !climbed.includes(rung);
  const first = rungs.find(isAhead)?.at ?? now;
  if (first >= now) return rungs;
  const later = (at: Instant) => addWorkingTime(calendar, now, workingBetween(calendar, first, at));
  return rungs.map((due) => (isAhead(due) ? { ...due, at: later(due.at) } : due));
};
