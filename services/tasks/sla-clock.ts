import type { Instant } from '../../domain/time/clock.ts';
import { dueRungs, movedRungs, type SlaClock } from '../../domain/sales/sla-clock.ts';
import { slaNamed, type SlaId, type Slas } from '../../domain/sales/sla.ts';
import type { Trx } from '../../db/database.ts';
import { byHours, hoursOf } from '../../db/staff/hours.ts';
import { rungsOf } from '../../db/tasks/sla-events.ts';
import type { TaskAndTeam } from '../../db/tasks/task-and-team.ts';
import type { TeamRow } from '../../db/staff/teams.ts';

interface ClockStart {
  readonly team: TeamRow;
  readonly assigneeId: string | null;
  readonly sla: SlaId;
  readonly round: number;
  readonly from: Instant;
}

/**
 * Computes a clock for a task: when each rung of the ladder is due, in the working time of the assignee (otherwise of the team).
 * @returns undefined if their hours are invalid: no clock runs, and the lead is not held up
 */
export async function slaClock(
  trx: Trx,
  slas: Slas,
  { team, assigneeId, sla, round, from }: ClockStart,
): Promise<SlaClock | undefined> {
  const hours = await hoursOf(trx, team, whoActs(sla, assigneeId));
  const rungs = hours && byHours(hours, (calendar) => dueRungs(calendar, slaNamed(slas, sla).ladder, from));
  return rungs && { sla, round, rungs };
}

/** Managers decide in the team's hours, whoever is assigned. */
const whoActs = (sla: SlaId, assigneeId: string | null): string | null => (sla === 'managerDecision' ? null : assigneeId);

/** The clock running on a task, from its own start, by the current hours, holidays and absences; undefined if none runs. */
export async function runningClock(trx: Trx, slas: Slas, { task, team }: TaskAndTeam): Promise<SlaClock | undefined> {
  const { state, sla, clockStoppedAt, assigneeId, round, clockFrom } = task;
  if (state !== 'open' || sla === null || clockStoppedAt !== null) return undefined;
  return await slaClock(trx, slas, { team, assigneeId, sla, round, from: clockFrom.getTime() });
}

/** A task's running clock as the lead must continue with it, including the rungs already reached. */
export async function movedClock(trx: Trx, slas: Slas, { task, team }: TaskAndTeam, now: Instant): Promise<SlaClock | undefined> {
  const clock = await runningClock(trx, slas, { task, team });
  const hours = clock && (await hoursOf(trx, team, whoActs(clock.sla, task.assigneeId)));
  if (!clock || !hours) return undefined;
  const climbed = await rungsOf(trx, task.id, task.round);
  const rungs = byHours(hours, (calendar) => movedRungs(calendar, clock.rungs, climbed, now));
  return rungs && { ...clock, rungs };
}
