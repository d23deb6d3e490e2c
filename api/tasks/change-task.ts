import { repById, taskRef } from '../../db/tasks/queue.ts';
import { lockTaskIfThere } from '../../db/tasks/task-and-team.ts';
import { giveTask } from '../../services/tasks/give-task.ts';
import { closeTask, isOfProgram } from '../../db/tasks/tasks.ts';
import type { Decision } from '../../domain/lead/messages.ts';
import { askLead, type Asked } from '../leads/ask-lead.ts';
import type { ApiDeps } from '../procedures/context.ts';
import { notFound, Refusal } from '../procedures/refusal.ts';
import { availableRep } from './rep-at-work.ts';

type Task = NonNullable<Awaited<ReturnType<typeof taskRef>>>;

/**
 * A task that its team hands round; the assignee may be in another team.
 * @throws Refusal if the task does not exist, or the rep is in another team
 */
export async function taskForTeam({ db }: ApiDeps, taskId: string, repId: string): Promise<Task> {
  const [task, rep] = await Promise.all([taskRef(db, taskId), repById(db, repId)]);
  if (!task) throw notFound('task', taskId);
  if (!rep) throw notFound('rep', repId);
  if (rep.teamId !== task.teamId)
    throw new Refusal('FORBIDDEN', 'This task belongs to another team.', {
      code: 'otherTeam',
      value: taskId,
      todo: 'Ask its manager to reassign it.',
    });
  return task;
}

/** Gives a task of the team to the rep who asks. @throws Refusal */
export async function claim(deps: ApiDeps, repId: string, { id, taskId }: { id: string; taskId: string }): Promise<Asked> {
  const task = await taskForTeam(deps, taskId, repId);
  await availableRep(deps, repId, task.teamId);
  if (isOfProgram(task)) {
    const payload = { id, taskId, by: repId, at: deps.clock.now() };
    return await askLead(deps, { leadId: task.leadId, update: { name: 'claim', payload } });
  }
  await giveOpenTask(deps, taskId, repId, 'took it over');
  return { status: 'applied', next: 'claimed', text: 'The task is yours.' };
}

async function giveOpenTask(deps: ApiDeps, taskId: string, to: string, because: string): Promise<void> {
  const { db, clock } = deps;
  await db.transaction().execute(async (trx) => {
    const locked = await lockTaskIfThere(trx, taskId);
    if (locked?.task.state !== 'open') throw taskClosed(taskId);
    await giveTask(trx, deps, locked, { to, because, at: clock.now() });
  });
}

/** Gives an open task to another rep of the manager's team. @throws Refusal if that rep is in another team, has left or is away */
export async function assign(deps: ApiDeps, managerId: string, { taskId, to }: { taskId: string; to: string }): Promise<Asked> {
  const { teamId } = await taskForTeam(deps, taskId, managerId);
  await availableRep(deps, to, teamId);
  const manager = await repById(deps.db, managerId);
  await giveOpenTask(deps, taskId, to, `${manager?.name ?? 'the manager'} assigned it to them`);
  return {
    status: 'applied',
    next: 'assigned',
    text: `The task is ${to === managerId ? 'yours' : 'theirs, and they will be told'}.`,
  };
}

type DecideInput = Pick<Decision, 'id' | 'taskId'> & {
  decision: Exclude<Decision['decision'], 'takeBack'>;
  to?: string | undefined;
};

/** Applies a manager's decision about an overdue task. @throws Refusal */
export async function decide(deps: ApiDeps, managerId: string, { to, ...input }: DecideInput): Promise<Asked> {
  const task = await taskForTeam(deps, input.taskId, managerId);
  const rep = to === undefined ? undefined : await availableRep(deps, to, task.teamId);
  const by = (await repById(deps.db, managerId))?.name ?? '';
  const event = {
    kind: 'decided',
    by,
    data: { kind: task.kind, decision: input.decision, to: rep?.name },
  } as const;
  const payload = { ...input, by: managerId, at: deps.clock.now(), to };
  return await askLead(deps, { leadId: task.leadId, update: { name: 'decide', payload }, event });
}

/**
 * Closes a task that no program waits for. Idempotent.
 * @throws Refusal for a call or an acceptance, which need a report, and for a task that was closed with another outcome
 */
export async function closeSideTask(
  deps: ApiDeps,
  { taskId, outcome }: { taskId: string; outcome: string },
): Promise<{ status: 'closed'; next: string; undo: 'tasks.undo' }> {
  const task = await taskRef(deps.db, taskId);
  if (!task) throw notFound('task', taskId);
  if (isOfProgram(task))
    throw new Refusal('BAD_REQUEST', `A task of the kind ${task.kind} can’t be closed by hand.`, {
      code: 'needsReport',
      value: taskId,
      todo: 'Report its result (tasks.report).',
    });
  const isClosed = await closeTask(deps.db, taskId, 'done', outcome, deps.clock.now());
  if (!isClosed && (await taskRef(deps.db, taskId))?.outcome !== outcome) throw taskClosed(taskId);
  return { status: 'closed', next: 'The task is done.', undo: 'tasks.undo' };
}

export const taskClosed = (taskId: string): Refusal =>
  new Refusal('CONFLICT', 'This task is already closed.', { code: 'taskClosed', value: taskId, todo: 'Reload your tasks.' });
