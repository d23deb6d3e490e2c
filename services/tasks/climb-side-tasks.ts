import type { Instant } from '../../domain/time/clock.ts';
import { modeOf, rungs, slaNamed, type Rung, type Slas } from '../../domain/sales/sla.ts';
import type { DueRung } from '../../domain/sales/sla-clock.ts';
import { chooseRep, type RoutingPolicy } from './choose-rep.ts';
import type { Db, Trx } from '../../db/database.ts';
import { giveTask, type GiveDeps } from './give-task.ts';
import { recordSlaEvent, rungsOf } from '../../db/tasks/sla-events.ts';
import { runningClock } from './sla-clock.ts';
import { overdueSideTasks } from '../../db/tasks/side-tasks.ts';
import { setDue, surroundingsOf } from '../../db/tasks/tasks.ts';
import { lockTaskIfThere, type TaskAndTeam } from '../../db/tasks/task-and-team.ts';

interface ClimbDeps extends GiveDeps {
  readonly policy: GiveDeps['policy'] & RoutingPolicy;
}

const AT_ONCE = 500;

/**
 * Takes the rungs that are due of tasks that no program waits for, such as replies: the workflow of a lead takes those of its own tasks.
 * @returns how many it took
 */
export async function climbSideTasks(db: Db, deps: ClimbDeps, at: Instant): Promise<number> {
  let taken = 0;
  for (const id of await overdueSideTasks(db, lastRungs(deps.policy.slas), at, AT_ONCE))
    taken += await db.transaction().execute(async (trx) => {
      const locked = await lockTaskIfThere(trx, id);
      return locked?.task.state === 'open' ? await climb(trx, deps, locked, at) : 0;
    });
  return taken;
}

/** No manager decides whether such a task goes back to nurture, because it came from no program. */
const isTaken = ({ rung }: { readonly rung: Rung }): boolean => rung !== 'decide' && rung !== 'recycle';

/** After which rung nothing follows, for each SLA. */
const lastRungs = (slas: Slas): ReadonlyMap<string, Rung> =>
  new Map(
    Object.keys(slas).flatMap((sla) => {
      const last = slaNamed(slas, sla).ladder.findLast(isTaken);
      return last ? [[sla, last.rung] as const] : [];
    }),
  );

async function climb(trx: Trx, deps: ClimbDeps, locked: TaskAndTeam, at: Instant): Promise<number> {
  const { task } = locked;
  const clock = await runningClock(trx, deps.policy, locked);
  const climbed = await rungsOf(trx, task.id, task.round);
  const ahead = (clock?.rungs ?? []).filter((due) => isTaken(due) && !climbed.includes(due.rung));
  const due = ahead.filter((rung) => rung.at <= at);
  for (const rung of due) await take(trx, deps, locked, rung, at);
  const next = ahead[due.length];
  if (due.length > 0 && next) await setDue(trx, task.id, next.at);
  return due.length;
}

async function take(trx: Trx, deps: ClimbDeps, locked: TaskAndTeam, { rung, at: dueAt }: DueRung, at: Instant): Promise<void> {
  const { id: taskId, round, leadId, sla } = locked.task;
  if (sla === null) return;
  const mode = modeOf(locked.team, sla);
  const acts = mode === 'enforce' && 'takesAway' in rungs[rung];
  const assigneeId = (acts ? await reassign(trx, deps, locked, at) : undefined) ?? locked.task.assigneeId;
  await recordSlaEvent(trx, { taskId, round, rung, leadId, sla, mode, dueAt, at, assigneeId });
}

/** @returns who has it now; undefined if nobody else can take it */
async function reassign(trx: Trx, deps: ClimbDeps, { task, team }: TaskAndTeam, at: Instant): Promise<string | undefined> {
  const around = await surroundingsOf(trx, task.leadId);
  if (!around) return undefined;
  const exclude = task.assigneeId === null ? [] : [task.assigneeId];
  const { assigneeId, because } = await chooseRep(trx, deps.policy, { team, around, mayJoin: false, exclude, at });
  if (assigneeId !== undefined)
    await giveTask(trx, deps, { task, team }, { to: assigneeId, because: `no one acted in time; ${because}`, at });
  return assigneeId;
}
