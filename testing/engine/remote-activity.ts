import { activityInfo } from './activity-info.ts';
import type { EngineContext } from './engine-context.ts';
import type { Execution } from './execution.ts';
import { activityCancelled, activityFailed, activityTimedOut, timedOut } from './failures.ts';
import type { HistoryWriter } from './history-writer.ts';
import { retryAfter } from './retry.ts';
import type { RemoteActivity, Run } from './run.ts';
import { RetryState, TimeoutType, milliseconds } from './sdk-runtime.ts';
import type { ActivityResolution, Command, Failure, Long } from './sdk-runtime.ts';
import { identity } from './update.ts';

type Order = NonNullable<Command['scheduleActivity']>;

/** How it ended: what the workflow is told, and the event that records it. */
interface Conclusion {
  readonly resolution: ActivityResolution;
  readonly record: (history: HistoryWriter, ids: { scheduledEventId: Long; startedEventId: Long }) => void;
}

export function scheduleActivity(engine: EngineContext, execution: Execution, order: Order, scheduledEventId: Long): void {
  const { run } = execution;
  const activity: RemoteActivity = {
    seq: order.seq ?? 0,
    order,
    scheduledEventId,
    scheduledAt: engine.now,
    attempt: 1,
    due: undefined,
  };
  run.activities.set(activity.seq, activity);
  activity.due = engine.at(engine.now, () => attempt(engine, execution, run, activity));
}

/** Ends an activity that waits for its next attempt: the server cancels it immediately. One that is running finishes. */
export function cancelActivity(
  engine: EngineContext,
  execution: Execution,
  activity: RemoteActivity,
  requestEventId: Long,
): void {
  if (!activity.due) return;
  activity.due.cancelled = true;
  const conclusion: Conclusion = {
    resolution: { cancelled: { failure: activityCancelled(activity.order) } },
    record: (history, { scheduledEventId }) =>
      history.add('activityTaskCanceledEventAttributes', {
        scheduledEventId,
        latestCancelRequestedEventId: requestEventId,
        identity,
      }),
  };
  conclude(engine, execution, activity, conclusion, false);
}

async function attempt(engine: EngineContext, execution: Execution, run: Run, activity: RemoteActivity): Promise<void> {
  if (run.activities.get(activity.seq) !== activity) return;
  const { order, scheduledAt } = activity;
  activity.due = undefined;
  const scheduleToClose = order.scheduleToCloseTimeout ? milliseconds(order.scheduleToCloseTimeout) : Infinity;
  const startToClose = order.startToCloseTimeout ? milliseconds(order.startToCloseTimeout) : scheduleToClose;
  const about = { ...order, isLocal: false, attempt: activity.attempt, scheduledAt, startToClose, scheduleToClose };
  const outcome = await engine.serve(() =>
    engine.activities.attempt({ info: activityInfo(run, about, engine.now), args: order.arguments ?? [] }),
  );
  const doneAt = engine.now + Math.min(outcome.took, startToClose);
  const conclusion = conclusionOf();
  if (conclusion) engine.at(doneAt, () => conclude(engine, execution, activity, conclusion, true));

  function conclusionOf(): Conclusion | undefined {
    if (outcome.took <= startToClose && 'completed' in outcome) return completed(outcome.completed);
    const inTime = 'failed' in outcome && outcome.took <= startToClose;
    const failure = inTime ? outcome.failed : timedOut(TimeoutType.TIMEOUT_TYPE_START_TO_CLOSE);
    const retry = retryAfter(order.retryPolicy, activity.attempt, failure);
    if ('never' in retry) return failed(order, failure, retry.never);
    if (doneAt + retry.after > scheduledAt + scheduleToClose) return failed(order, failure, RetryState.RETRY_STATE_TIMEOUT);
    activity.attempt++;
    activity.due = engine.at(doneAt + retry.after, () => attempt(engine, execution, run, activity));
    return undefined;
  }
}

const completed = (result: NonNullable<NonNullable<ActivityResolution['completed']>['result']>): Conclusion => ({
  resolution: { completed: { result } },
  record: (history, ids) =>
    history.add('activityTaskCompletedEventAttributes', { ...ids, result: { payloads: [result] }, identity }),
});

function failed(order: Order, failure: Failure, retryState: RetryState): Conclusion {
  if (failure.timeoutFailureInfo) {
    return {
      resolution: { failed: { failure: activityTimedOut(order, failure, retryState) } },
      record: (history, ids) => history.add('activityTaskTimedOutEventAttributes', { ...ids, failure, retryState }),
    };
  }
  return {
    resolution: { failed: { failure: activityFailed(order, failure, retryState) } },
    record: (history, ids) => history.add('activityTaskFailedEventAttributes', { ...ids, failure, retryState, identity }),
  };
}

function conclude(
  engine: EngineContext,
  execution: Execution,
  activity: RemoteActivity,
  conclusion: Conclusion,
  started: boolean,
): void {
  const { run } = execution;
  if (run.activities.get(activity.seq) !== activity) return; // the run has ended, or no longer waits for it
  run.activities.delete(activity.seq);
  const { seq, scheduledEventId, attempt: number } = activity;
  engine.deliver(execution, {
    job: { resolveActivity: { seq, result: conclusion.resolution } },
    record: (history) => {
      const startedEventId = started
        ? history.add('activityTaskStartedEventAttributes', { scheduledEventId, attempt: number, identity })
        : scheduledEventId;
      conclusion.record(history, { scheduledEventId, startedEventId });
    },
  });
}
