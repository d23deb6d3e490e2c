import type { Commit } from './engine-context.ts';
import { continueAsNew, endRun } from './end-run.ts';
import { recordLocalActivity, recordPatch } from './markers.ts';
import { cancelActivity, scheduleActivity } from './remote-activity.ts';
import { ActivityCancellationType, milliseconds } from './sdk-runtime.ts';
import type { Command, Fields, Payload } from './sdk-runtime.ts';
import { isMarker, kindOf } from './take-command.ts';
import { identity } from './update.ts';
import type { LocalMarker } from './workflow-task.ts';

type Kind = Exclude<keyof Command, 'userMetadata' | 'eventGroupMarkers'>;
type Apply<K extends Kind> = (commit: Commit, details: NonNullable<Command[K]>, command: Command) => void;

/** The server's effects of each command: the event, and the change. */
const effects: { readonly [K in Kind]?: Apply<K> } = {
  startTimer({ engine, execution, run, completedEventId }, { seq: number, startToFireTimeout }, command) {
    const seq = number ?? 0;
    const timerId = String(seq);
    const details = { timerId, startToFireTimeout, workflowTaskCompletedEventId: completedEventId };
    const startedEventId = run.history.add('timerStartedEventAttributes', details, command);
    const end = run.timeAt(engine.now) + milliseconds(startToFireTimeout ?? {});
    const due = engine.at(Math.max(engine.now, end), () => {
      run.timers.delete(seq);
      run.reach(end, engine.now);
      engine.deliver(execution, {
        job: { fireTimer: { seq } },
        record: (history) => history.add('timerFiredEventAttributes', { timerId, startedEventId }),
      });
    });
    run.timers.set(seq, { due, startedEventId });
  },

  cancelTimer({ run, completedEventId }, { seq: number }) {
    const seq = number ?? 0;
    const timer = run.timers.get(seq);
    if (!timer) return; // it has already fired
    run.timers.delete(seq);
    timer.due.cancelled = true;
    const { startedEventId } = timer;
    const details = { timerId: String(seq), startedEventId, workflowTaskCompletedEventId: completedEventId, identity };
    run.history.add('timerCanceledEventAttributes', details);
  },

  scheduleActivity({ engine, execution, run, completedEventId }, order, command) {
    const { activityId, activityType, arguments: input, scheduleToCloseTimeout, startToCloseTimeout, retryPolicy } = order;
    const details = {
      activityId,
      activityType: { name: activityType ?? '' },
      taskQueue: { name: order.taskQueue ?? 'virtual' },
      input: { payloads: input ?? [] },
      scheduleToCloseTimeout,
      startToCloseTimeout,
      retryPolicy,
      workflowTaskCompletedEventId: completedEventId,
    };
    scheduleActivity(engine, execution, order, run.history.add('activityTaskScheduledEventAttributes', details, command));
  },

  requestCancelActivity({ engine, execution, run, completedEventId }, { seq }) {
    const activity = run.activities.get(seq ?? 0);
    if (!activity) return;
    const { scheduledEventId } = activity;
    const details = { scheduledEventId, workflowTaskCompletedEventId: completedEventId };
    const requestEventId = run.history.add('activityTaskCancelRequestedEventAttributes', details);
    const waits = activity.order.cancellationType === ActivityCancellationType.WAIT_CANCELLATION_COMPLETED;
    if (waits) cancelActivity(engine, execution, activity, requestEventId);
    else run.activities.delete(activity.seq);
  },

  updateResponse({ run, task }, { protocolInstanceId, accepted, completed, rejected }) {
    const update = run.updates.get(protocolInstanceId ?? '');
    if (!update) return;
    const { id: updateId, name, acceptedEventId } = update;
    const meta = { updateId, identity };
    if (accepted) {
      update.acceptedEventId = run.history.add('workflowExecutionUpdateAcceptedEventAttributes', {
        protocolInstanceId,
        acceptedRequestMessageId: `${updateId}/request`,
        acceptedRequestSequencingEventId: task.scheduledEventId,
        acceptedRequest: { meta, input: { name, args: { payloads: update.input } } },
      });
    } else if (acceptedEventId) {
      const outcome = completed ? { success: { payloads: [completed] } } : { failure: rejected ?? {} };
      run.history.add('workflowExecutionUpdateCompletedEventAttributes', { meta, acceptedEventId, outcome });
    }
    if (completed) update.complete(completed);
    if (rejected) update.fail(rejected);
    if (update.rejected) run.updates.delete(updateId);
  },

  setPatchMarker: recordPatch,

  upsertWorkflowSearchAttributes({ run, completedEventId }, { searchAttributes }, command) {
    const details = { workflowTaskCompletedEventId: completedEventId, searchAttributes };
    run.history.add('upsertWorkflowSearchAttributesEventAttributes', details, command);
    run.searchAttributes = merged(run.searchAttributes, searchAttributes?.indexedFields);
  },

  modifyWorkflowProperties({ run, completedEventId }, { upsertedMemo }, command) {
    run.history.add(
      'workflowPropertiesModifiedEventAttributes',
      { workflowTaskCompletedEventId: completedEventId, upsertedMemo },
      command,
    );
    run.memo = merged(run.memo, upsertedMemo?.fields);
  },

  completeWorkflowExecution(commit, { result }) {
    const details = { result: { payloads: result ? [result] : [] }, workflowTaskCompletedEventId: commit.completedEventId };
    commit.run.history.add('workflowExecutionCompletedEventAttributes', details);
    endRun(commit.engine, commit.execution, 'completed', result ? { result } : {});
  },

  failWorkflowExecution(commit, { failure }) {
    commit.run.history.add('workflowExecutionFailedEventAttributes', {
      failure,
      workflowTaskCompletedEventId: commit.completedEventId,
    });
    endRun(commit.engine, commit.execution, 'failed', failure ? { failure } : {});
  },

  cancelWorkflowExecution(commit) {
    commit.run.history.add('workflowExecutionCanceledEventAttributes', { workflowTaskCompletedEventId: commit.completedEventId });
    endRun(commit.engine, commit.execution, 'cancelled', {});
  },

  continueAsNewWorkflowExecution: continueAsNew,
};

/** Does what the server does when it accepts a command. */
export function applyCommand(commit: Commit, command: Command | LocalMarker): void {
  if (isMarker(command)) return recordLocalActivity(commit, command);
  const kind = kindOf(command) as Kind;
  const apply = effects[kind] as Apply<Kind> | undefined;
  apply?.(commit, command[kind] as NonNullable<Command[Kind]>, command);
}

function isNull({ metadata, data }: Payload) {
  const encoding = metadata?.['encoding'];
  return (
    !encoding ||
    Buffer.from(encoding).toString() === 'binary/null' ||
    Buffer.from(data ?? []).toString() === 'null' ||
    data?.length === 0
  );
}

/** Applies changes to the current fields; null removes a field. */
function merged(current: Fields, changes: Fields | null | undefined): Fields {
  const all = Object.entries({ ...current, ...changes });
  return Object.fromEntries(all.filter(([, payload]) => !isNull(payload)));
}
