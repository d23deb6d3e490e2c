import { EngineError } from './errors.ts';
import type { EngineContext } from './engine-context.ts';
import { activityCancelled } from './failures.ts';
import { cancelledMarker, newLocalActivity } from './local-activity.ts';
import type { Run } from './run.ts';
import { ActivityCancellationType } from './sdk-runtime.ts';
import type { Command } from './sdk-runtime.ts';
import type { LocalMarker, WorkflowTask } from './workflow-task.ts';

type TakenAtOnce = 'scheduleLocalActivity' | 'requestCancelLocalActivity' | 'cancelTimer' | 'requestCancelActivity';
type Take = (task: WorkflowTask, command: Command, run: Run, engine: EngineContext) => void;

/** Commands that core answers before the task ends. All others wait for the commit. */
const takenAtOnce: Record<TakenAtOnce, Take> = {
  scheduleLocalActivity(task, command, _run, engine) {
    const activity = newLocalActivity(command, engine.now);
    task.localActivities.set(activity.seq, activity);
  },
  requestCancelLocalActivity(task, { requestCancelLocalActivity }) {
    const activity = task.localActivities.get(requestCancelLocalActivity?.seq ?? 0);
    if (!activity) return;
    task.localActivities.delete(activity.seq);
    const { job, marker } = cancelledMarker(activity);
    task.commands.push(marker);
    task.immediate.push(job);
  },
  cancelTimer(task, command) {
    // A timer that was started in this task was never sent to the server, so both commands disappear.
    const unsent = task.commands.findIndex(
      (sent) => !isMarker(sent) && sent.startTimer && sent.startTimer.seq === command.cancelTimer?.seq,
    );
    if (unsent >= 0) task.commands.splice(unsent, 1);
    else task.commands.push(command);
  },
  requestCancelActivity(task, command, run) {
    const seq = command.requestCancelActivity?.seq ?? 0;
    const unsent = task.commands.findIndex(
      (sent) => !isMarker(sent) && sent.scheduleActivity && sent.scheduleActivity.seq === seq,
    );
    const sent = unsent >= 0 ? task.commands.splice(unsent, 1)[0] : undefined;
    const scheduled = sent && !isMarker(sent) ? sent.scheduleActivity : run.activities.get(seq)?.order;
    if (!scheduled) return;
    const waits = scheduled.cancellationType === ActivityCancellationType.WAIT_CANCELLATION_COMPLETED;
    const abandoned = scheduled.cancellationType === ActivityCancellationType.ABANDON;
    if (!sent && !abandoned) task.commands.push(command);
    if (sent || !waits)
      task.immediate.push({ resolveActivity: { seq, result: { cancelled: { failure: activityCancelled(scheduled) } } } });
    if (abandoned) run.activities.delete(seq);
  },
};

const committed = new Set([
  'startTimer',
  'scheduleActivity',
  'updateResponse',
  'setPatchMarker',
  'upsertWorkflowSearchAttributes',
  'modifyWorkflowProperties',
  'completeWorkflowExecution',
  'failWorkflowExecution',
  'cancelWorkflowExecution',
  'continueAsNewWorkflowExecution',
]);

/** Commands that end the run. */
export const isTerminal = (command: Command | LocalMarker): boolean =>
  !isMarker(command) &&
  Boolean(
    command.completeWorkflowExecution ??
    command.failWorkflowExecution ??
    command.cancelWorkflowExecution ??
    command.continueAsNewWorkflowExecution,
  );

export const isMarker = (command: Command | LocalMarker): command is LocalMarker => 'localActivity' in command;

const isTakenAtOnce = (kind: string): kind is TakenAtOnce => kind in takenAtOnce;

/** The name of a command: its only key that is not an annotation. */
export const kindOf = (command: Command): string =>
  Object.entries(command).find(([key, value]) => value != null && key !== 'userMetadata' && key !== 'eventGroupMarkers')?.[0] ??
  'nothing';

/** Adds a command to the task, or answers it at once. Throws `UNKNOWN_COMMAND`. */
export function takeCommand(engine: EngineContext, run: Run, task: WorkflowTask, command: Command): void {
  const kind = kindOf(command);
  if (isTakenAtOnce(kind)) takenAtOnce[kind](task, command, run, engine);
  else if (committed.has(kind)) task.commands.push(command);
  else {
    const known = [...Object.keys(takenAtOnce), ...committed].join(', ');
    throw new EngineError(
      'UNKNOWN_COMMAND',
      kind,
      `workflow ${run.start.workflowId} issued ${kind}, which the virtual engine does not support. It supports: ${known}`,
    );
  }
}
