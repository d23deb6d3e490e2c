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
 * A clock of a task: each rung of the ladder, in the working time of the assignee (else of the team) from `from` on.
 * @returns undefined when their hours are broken: no clock runs, which must not hold up the lead
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

/** The manager decides in the team's hours, whoever has the task. */
const whoActs = (sla: SlaId, assigneeId: string | null): string | null => (sla === 'managerDecision' ? null : assigneeId);

/** The clock that runs on a task, from its own start, by the hours, holidays and absences of now; undefined: none runs. */
export async function runningClock(trx: Trx, slas: Slas, { task, team }: TaskAndTeam): Promise<SlaClock | undefined> {
  const { state, sla, clockStoppedAt, assigneeId, round, clockFrom } = task;
  if (state !== 'open' || sla === null || clockStoppedAt !== null) return undefined;
  return await slaClock(trx, slas, { team, assigneeId, sla, round, from: clockFrom.getTime() });
}

/** The running clock of a task as the lead has to go on with it, and the rungs of it that were climbed. */
export async function movedClock(trx: Trx, slas: Slas, { task, team }: TaskAndTeam, now: Instant): Promise<SlaClock | undefined> {
  const clock = await runningClock(trx, slas, { task, team });
  const hours = clock && (await hoursOf(trx, team, whoActs(clock.sla, task.assigneeId)));
  if (!clock || !hours) return undefined;
  const climbed = await rungsOf(trx, task.id, task.round);
  const rungs = byHours(hours, (calendar) => movedRungs(calendar, clock.rungs, climbed, now));
  return rungs && { ...clock, rungs };
}
