import type { Instant } from '../../domain/time/clock.ts';
import type { SlaId } from '../../domain/sales/sla.ts';
import { dueAtOf, type SlaClock } from '../../domain/sales/sla-clock.ts';
import type { Trx } from '../../db/database.ts';
import { slaClock, type ClockPolicy } from './sla-clock.ts';
import { lastRound } from '../../db/tasks/sla-events.ts';
import { startRound } from '../../db/tasks/tasks.ts';
import type { TaskAndTeam } from '../../db/tasks/task-and-team.ts';

/** Starts the next clock of a task, in the working time of the assignee or the team. @returns undefined if their hours are invalid */
export async function startClock(
  trx: Trx,
  policy: ClockPolicy,
  { task, team }: TaskAndTeam,
  sla: SlaId,
  from: Instant,
): Promise<SlaClock | undefined> {
  // After an undo, clocks that came later have reached rungs: a new one must not take them for its own.
  const round = Math.max(task.round, await lastRound(trx, task.id)) + 1;
  const clock = await slaClock(trx, policy, { team, task, assigneeId: task.assigneeId, sla, round, from });
  await startRound(trx, task.id, { round, sla, from, dueAt: dueAtOf(clock) });
  return clock;
}
