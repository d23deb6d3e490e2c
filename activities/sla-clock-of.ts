import type { Db } from '../db/database.ts';
import { byHours, hoursOf } from '../db/hours.ts';
import { rungsOf } from '../db/sla-events.ts';
import type { TeamRow } from '../db/teams.ts';
import type { Instant } from '../domain/clock.ts';
import { dueRungs, rungsAhead } from '../domain/sla-clock.ts';
import { slas } from '../domain/sla.ts';
import type { SlaId } from '../domain/sla.ts';
import type { SlaClock } from './contract.ts';
import type { TaskAndTeam } from './task-and-team.ts';

export interface ClockStart {
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
export async function slaClock(trx: Db, { team, assigneeId, sla, round, from }: ClockStart): Promise<SlaClock | undefined> {
  const hours = await hoursOf(trx, team, whoActs(sla, assigneeId));
  const rungs = hours && byHours(hours, (calendar) => dueRungs(calendar, slas[sla].ladder, from));
  return rungs && { sla, round, rungs };
}

/** The clock that runs on a task, and whose rungs hours, holidays and absences decide as they are now; undefined: none runs. */
export async function runningClock(trx: Db, { task, team }: TaskAndTeam): Promise<SlaClock | undefined> {
  const { state, sla, clockStopped, assigneeId, round, clockFrom } = task;
  if (state !== 'open' || sla === null || clockStopped) return undefined;
  return await slaClock(trx, { team, assigneeId, sla, round, from: clockFrom.getTime() });
}

/** What is left of a task's running clock at `now`. */
export async function clockAhead(trx: Db, { task, team }: TaskAndTeam, now: Instant): Promise<SlaClock | undefined> {
  const clock = await runningClock(trx, { task, team });
  const hours = clock && (await hoursOf(trx, team, whoActs(clock.sla, task.assigneeId)));
  if (!clock || !hours) return undefined;
  const climbed = await rungsOf(trx, task.id, task.round);
  const rungs = byHours(hours, (calendar) => rungsAhead(calendar, clock.rungs, climbed, now));
  return rungs && { ...clock, rungs };
}

/** The manager decides in the team's hours, whoever has the task. */
const whoActs = (sla: SlaId, assigneeId: string | null): string | null => (sla === 'managerDecision' ? null : assigneeId);

/** When the task is due: at the first rung. */
export const dueAtOf = (clock: SlaClock | undefined): Instant | undefined => clock?.rungs[0]?.at;
