import type { Instant } from './clock.ts';
import { slas } from './sla.ts';
import type { LadderRung, Rung, SlaId } from './sla.ts';
import type { Span } from './span.ts';
import { addWorking, withAbsences, workingBetween } from './working-calendar.ts';
import type { WorkingCalendar } from './working-calendar.ts';

/** A rung of a ladder with its instant. */
export interface DueRung {
  readonly rung: Rung;
  readonly at: Instant;
}

/** A clock of a task: when each rung of its ladder is due, in the team's working time. */
export interface SlaClock {
  readonly sla: SlaId;
  /** Counts the clocks of a task: a call-back starts a new one. */
  readonly round: number;
  readonly rungs: readonly DueRung[];
}

/** The clock of a task that runs from `from` on. */
export const slaClock = (calendar: WorkingCalendar, sla: SlaId, round: number, from: Instant): SlaClock => ({
  sla,
  round,
  rungs: dueRungs(calendar, slas[sla].ladder, from),
});

/** When a task is due: at the first rung of its clock. */
export const dueAtOf = (clock: SlaClock | undefined): Instant | undefined => clock?.rungs[0]?.at;

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
