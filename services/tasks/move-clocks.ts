import type { Instant } from '../../domain/time/clock.ts';
import { dateOf, dayAt } from '../../domain/time/local-time.ts';
import type { Db, Trx } from '../../db/database.ts';
import { tellOfTask, type GiveDeps } from './give-task.ts';
import { dueAtOf } from '../../domain/sales/sla-clock.ts';
import { movedClock } from './sla-clock.ts';
import { openOperationsTask } from './operations-task.ts';
import { rungsOf } from '../../db/tasks/sla-events.ts';
import { clockChecked, outdatedClocks, setDue } from '../../db/tasks/tasks.ts';
import { lockTaskIfThere, type TaskAndTeam } from '../../db/tasks/task-and-team.ts';

const AT_ONCE = 100;

/**
 * Recomputes running clocks after hours, holidays, absences or the assignee changed (triggers mark the tasks), and tells the leads.
 * If a team's hours are invalid, no clock runs, and operations get a task.
 * @returns how many tasks it checked
 */
export async function moveClocks(db: Db, deps: GiveDeps, at: Instant): Promise<number> {
  const marked = await outdatedClocks(db, AT_ONCE);
  for (const id of marked)
    await db.transaction().execute(async (trx) => {
      const locked = await lockTaskIfThere(trx, id);
      if (locked?.task.clockOutdated) await moveClock(trx, deps, locked, at);
    });
  return marked.length;
}

async function moveClock(trx: Trx, { policy, newId }: GiveDeps, locked: TaskAndTeam, at: Instant): Promise<void> {
  const { task } = locked;
  await clockChecked(trx, task.id);
  if (task.state !== 'open' || task.sla === null || task.clockStoppedAt !== null) return;
  const clock = await movedClock(trx, policy, locked, at);
  if (!clock) return await tellOperations(trx, newId, locked, at);
  const climbed = await rungsOf(trx, task.id, task.round);
  const next = clock.rungs.find(({ rung }) => !climbed.includes(rung));
  if (!next) return;
  const isAhead = climbed.length === 0;
  const isTarget = isAhead && task.round === 1 && task.firstAttemptAt === null;
  await setDue(trx, task.id, (isAhead && dueAtOf(clock)) || next.at, isTarget);
  await tellOfTask(trx, newId, task, { at, clock });
}

/** Opens at most one task a day for each team with invalid hours. Its leads continue, but no one is reminded of them. */
async function tellOperations(trx: Trx, newId: () => string, { task, team }: TaskAndTeam, at: Instant): Promise<void> {
  const { leadId, accountId, enrolmentId } = task;
  const key = `hours/${team.id}/${dateOf(dayAt('UTC', at))}`;
  const because = `the hours of ${team.slug} are invalid: no clock runs on its tasks`;
  await openOperationsTask(trx, { id: newId(), key, leadId, accountId, enrolmentId, because, at });
}
