import type { Instant } from '../domain/clock.ts';
import type { SlaId } from '../domain/sla.ts';
import { dueAtOf, slaClock, type SlaClock } from '../domain/sla-clock.ts';
import type { Db } from './database.ts';
import { startRound } from './tasks.ts';
import type { TaskAndTeam } from './task-and-team.ts';

/** Starts the next clock of a task, in its team's working time. */
export async function startClock(trx: Db, { task, team }: TaskAndTeam, sla: SlaId, from: Instant): Promise<SlaClock> {
  const clock = slaClock(team.calendar, sla, task.round + 1, from);
  await startRound(trx, task.id, { round: clock.round, sla, from, dueAt: dueAtOf(clock) });
  return clock;
}
