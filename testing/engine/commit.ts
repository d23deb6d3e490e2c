import { applyCommand } from './apply-command.ts';
import type { EngineContext } from './engine-context.ts';
import type { Execution } from './execution.ts';
import type { Run } from './run.ts';
import { WorkflowTaskFailedCause, sdkMetadata } from './sdk-runtime.ts';
import type { Job } from './sdk-runtime.ts';
import { redelivered } from './stimulus.ts';
import { isMarker, isTerminal } from './take-command.ts';
import type { WorkflowTask } from './workflow-task.ts';
import { identity } from './update.ts';

/** Commits a task: its commands take effect and become events. If messages arrived while the run was ending, the task is redone. */
export async function commitTask(engine: EngineContext, execution: Execution, task: WorkflowTask): Promise<void> {
  const { run } = execution;
  const terminal = task.commands.find(isTerminal);
  if (terminal && execution.inbox.length > 0) return redo(engine, execution, task);
  execution.task = undefined;
  rememberRejections(run, task);
  const { scheduledEventId, startedEventId } = task;
  if (leavesNoTrace(task)) {
    run.history.cutTo(task.historyLengthBefore);
    for (const command of task.commands)
      applyCommand({ engine, execution, run, task, completedEventId: startedEventId }, command);
    return;
  }
  rememberActivations(run, task);
  const metadata = sdkMetadata(run.tasksCompleted++ === 0, task.newFlags);
  const completed = run.history.add('workflowTaskCompletedEventAttributes', {
    scheduledEventId,
    startedEventId,
    identity,
    sdkMetadata: metadata,
  });
  // The first command that ends the run comes last, whatever the workflow requested after it.
  const ordered = terminal ? [...task.commands.filter((command) => !isTerminal(command)), terminal] : task.commands;
  for (const command of ordered) applyCommand({ engine, execution, run, task, completedEventId: completed }, command);
  if (run.ended) await closeSandbox(run);
}

/**
 * A server does not end a run that has not seen all its messages (UnhandledCommand): the task fails, the worker drops the run,
 * replays it, and redoes the task with everything that has arrived. The local activities of the task run again, too, because their
 * markers were never written. (A server answers the updates of the failed task with an error that clients retry; here they are simply
 * delivered again.)
 */
async function redo(engine: EngineContext, execution: Execution, task: WorkflowTask): Promise<void> {
  const { run } = execution;
  const { scheduledEventId, startedEventId } = task;
  const cause = WorkflowTaskFailedCause.WORKFLOW_TASK_FAILED_CAUSE_UNHANDLED_COMMAND;
  run.history.add('workflowTaskFailedEventAttributes', { scheduledEventId, startedEventId, cause, identity });
  for (const flag of task.newFlags) run.flags.delete(flag);
  await closeSandbox(run);
  execution.task = undefined;
  execution.inbox = [...task.stimuli.map(redelivered), ...execution.inbox];
  execution.carried = task.carried.map((activity) => ({ ...activity, next: { at: engine.now } }));
  engine.wake(execution);
}

async function closeSandbox(run: Run): Promise<void> {
  await run.sandbox?.dispose();
  run.sandbox = undefined;
}

function rememberRejections(run: Run, task: WorkflowTask): void {
  const accepted = new Set(
    task.commands.map((command) =>
      !isMarker(command) && command.updateResponse?.accepted ? command.updateResponse.protocolInstanceId : '',
    ),
  );
  for (const command of task.commands) {
    if (isMarker(command) || !command.updateResponse?.rejected || accepted.has(command.updateResponse.protocolInstanceId))
      continue;
    const update = run.updates.get(command.updateResponse.protocolInstanceId ?? '');
    if (update && !update.acceptedEventId) update.rejected = true;
  }
}

/** A task that only rejected updates was speculative: a server writes no events for it. */
const leavesNoTrace = (task: WorkflowTask): boolean =>
  task.stimuli.every(({ update }) => update?.rejected) &&
  task.commands.every((command) => !isMarker(command) && command.updateResponse?.rejected);

function rememberActivations(run: Run, task: WorkflowTask): void {
  const patches: Job[] = task.commands.flatMap((command) =>
    isMarker(command) || !command.setPatchMarker ? [] : [{ notifyHasPatch: { patchId: command.setPatchMarker.patchId ?? '' } }],
  );
  for (const { at, jobs } of task.activations) {
    const seen = jobs.filter(({ doUpdate }) => !doUpdate || !run.updates.get(doUpdate.id ?? '')?.rejected).map(withoutValidator);
    if (seen.length > 0) run.activations.push({ at, jobs: [...patches.splice(0), ...seen] });
  }
}

const withoutValidator = (job: Job): Job => (job.doUpdate ? { doUpdate: { ...job.doUpdate, runValidator: false } } : job);
