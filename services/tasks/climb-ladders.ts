import type { Db, Trx } from '../../db/database.ts';
import { byHours, hoursOf } from '../../db/staff/hours.ts';
import { climbingTasks, reachedRungs, recordSlaEvent } from '../../db/tasks/sla-events.ts';
import { lockTaskIfThere, type TaskAndTeam } from '../../db/tasks/task-and-team.ts';
import { setClimbsAt, setDue } from '../../db/tasks/tasks.ts';
import { nextRung, type DueRung } from '../../domain/sales/sla-clock.ts';
import { modeOf } from '../../domain/sales/sla.ts';
import type { Instant } from '../../domain/time/clock.ts';
import { runningClock, type ClockPolicy } from './sla-clock.ts';

const AT_ONCE = 100;

/**
 * Reminds reps and their managers of tasks that no program waits for, such as replies: a lead's workflow climbs only the ladders of the
 * tasks that it waits for.
 * @returns how many rungs were reached
 */
export async function climbLadders(db: Db, policy: ClockPolicy, at: Instant): Promise<number> {
  let climbed = 0;
  let page: readonly string[];
  let after: string | undefined;
  do {
    page = await climbingTasks(db, { at, after, most: AT_ONCE });
    after = page.at(-1);
    for (const id of page) {
      const hasClimbed = await db.transaction().execute(async (trx) => {
        const locked = await lockTaskIfThere(trx, id);
        return locked !== undefined && (await climb(trx, policy, locked, at));
      });
      if (hasClimbed) climbed++;
    }
  } while (page.length === AT_ONCE);
  return climbed;
}

/** Takes the next rung if it is due, and saves when the one after it is. @returns whether it was due */
async function climb(trx: Trx, policy: ClockPolicy, locked: TaskAndTeam, at: Instant): Promise<boolean> {
  const next = await nextRungOf(trx, policy, locked);
  const isDue = next !== undefined && next.at <= at;
  if (isDue) await take(trx, locked, next, at);
  const later = isDue ? await nextRungOf(trx, policy, locked) : next;
  await setClimbsAt(trx, locked.task.id, later?.at);
  // After the last rung, the task stays overdue.
  if (isDue && later) await setDue(trx, locked.task.id, later.at);
  return isDue;
}

async function take(trx: Trx, { task, team }: TaskAndTeam, next: DueRung, at: Instant): Promise<void> {
  const { id: taskId, leadId, round, assigneeId } = task;
  const sla = task.sla!;
  const event = { taskId, leadId, round, sla, assigneeId, mode: modeOf(team, sla), rung: next.rung, dueAt: next.at, at };
  await recordSlaEvent(trx, event);
}

/** The next rung of a task; undefined if its clock has stopped, its hours are invalid, or it has reached the last one. */
async function nextRungOf(trx: Trx, policy: ClockPolicy, locked: TaskAndTeam): Promise<DueRung | undefined> {
  const { task, team } = locked;
  const clock = await runningClock(trx, policy, locked);
  const hours = clock && (await hoursOf(trx, team, task.assigneeId));
  if (!clock || !hours) return undefined;
  const reached = await reachedRungs(trx, task.id, task.round);
  return byHours(hours, (calendar) => nextRung(calendar, clock.rungs, reached));
}
