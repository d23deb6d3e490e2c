import type { Instant } from '../time/clock.ts';
import type { LadderRung, Rung, SlaId } from './sla.ts';
import type { WorkingDuration } from '../time/duration.ts';
import type { Hours } from '../time/open-time.ts';
import { addWorking, addWorkingTime, nextOpening, workingBetween } from '../time/working-calendar.ts';
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
  /** The target of the SLA. Earlier versions had none: they took the first rung for it. */
  readonly dueAt?: Instant;
  readonly rungs: readonly DueRung[];
}

/** When a task is due: at the target of its clock. */
export const dueAtOf = (clock: SlaClock | undefined): Instant | undefined => clock?.dueAt ?? clock?.rungs[0]?.at;

/**
 * When each rung of a ladder is due, for a clock that started at `startedAt`; a reassignment does not change it.
 * @param within the hours within which the lead can be called, if it is about a call: no rung is due outside of them
 */
export function dueRungs(
  calendar: WorkingCalendar,
  ladder: readonly LadderRung[],
  startedAt: Instant,
  within?: Hours,
): DueRung[] {
  const from = within ? nextOpening({ ...calendar, within }, startedAt) : startedAt;
  const place = inTurn(calendar, from, from, within);
  // Around an absence, one working day can be shorter than four working hours; the rungs keep their order all the same.
  return ladder.map(({ rung, after }) => ({ rung, at: place(addWorking(calendar, from, after)) }));
}

/**
 * Places one rung after the other. A rung that waits for the hours of the lead moves the later ones along, so that a rep who gets the
 * lead has the time until the next one.
 * @param planned an instant of the ladder
 * @param at when it really is
 */
function inTurn(calendar: WorkingCalendar, planned: Instant, at: Instant, within?: Hours): (next: Instant) => Instant {
  let before = { planned, at };
  return (next) => {
    const wanted = Math.max(before.planned, next);
    const isMoved = before.at !== before.planned;
    const moved = isMoved ? addWorkingTime(calendar, before.at, workingBetween(calendar, before.planned, wanted)) : wanted;
    before = { planned: wanted, at: within ? nextOpening({ ...calendar, within }, moved) : moved };
    return before.at;
  };
}

/**
 * The next rung of a ladder. If the one before was late, this one keeps its distance to it, so that everyone has time to act.
 * @param reached when each rung was reached
 */
export function nextRung(
  calendar: WorkingCalendar,
  ladder: readonly DueRung[],
  reached: ReadonlyMap<string, Instant>,
): DueRung | undefined {
  const index = ladder.findIndex(({ rung }) => !reached.has(rung));
  const [before, next] = [ladder[index - 1], ladder[index]];
  const last = before && reached.get(before.rung);
  if (!next || last === undefined) return next;
  const gap = workingBetween(calendar, before!.at, next.at);
  return { ...next, at: Math.max(next.at, addWorkingTime(calendar, last, gap)) };
}

/** When something is due that must be done within some working time. */
export function dueAfter(calendar: WorkingCalendar, startedAt: Instant, after: WorkingDuration, within?: Hours): Instant {
  if (!within) return addWorking(calendar, startedAt, after);
  // Before the lead can be called, no time passes; the time itself is that of the rep.
  const both = { ...calendar, within };
  return nextOpening(both, addWorking(calendar, nextOpening(both, startedAt), after));
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
  within?: Hours,
): readonly DueRung[] {
  const isAhead = ({ rung }: DueRung) => !climbed.includes(rung);
  const first = rungs.find(isAhead)?.at ?? now;
  if (first >= now) return rungs;
  const place = inTurn(calendar, first, now, within);
  return rungs.map((due) => (isAhead(due) ? { ...due, at: place(due.at) } : due));
}
