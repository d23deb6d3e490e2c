import type { Instant } from '../../domain/time/clock.ts';
import { activityInfo } from './activity-info.ts';
import type { EngineContext } from './engine-context.ts';
import type { Execution } from './execution.ts';
import { activityCancelled, activityTimedOut, cancelled, timedOut } from './failures.ts';
import { retryAfter } from './retry.ts';
import { RetryState, TimeoutType, milliseconds, toDuration, toTimestamp } from './sdk-runtime.ts';
import type { Command, Failure, Job } from './sdk-runtime.ts';
import type { Conclusion, LocalActivity, LocalMarker, Step, WorkflowTask } from './workflow-task.ts';

/** For a longer back-off (in milliseconds) the workflow waits with a timer instead of holding its task. */
const defaultRetryThreshold = 60_000;

export function newLocalActivity(command: Command, now: Instant): LocalActivity {
  const order = command.scheduleLocalActivity ?? {};
  const firstScheduledAt = order.originalScheduleTime ? milliseconds(order.originalScheduleTime) : now;
  return { seq: order.seq ?? 0, order, command, firstScheduledAt, attempt: order.attempt ?? 1, next: { at: now } };
}

export function cancelledMarker(activity: LocalActivity): { job: Job; marker: LocalMarker } {
  const failure = { ...activityCancelled(activity.order), message: 'Local Activity cancelled', cause: cancelled };
  const conclusion = { resolution: { cancelled: { failure } }, failure: cancelled };
  return { job: jobOf(activity, conclusion), marker: { localActivity: activity, conclusion, at: activity.next.at } };
}

/**
 * Runs what is due, one by one, so that the order is always the same. Of two that end at the same instant, the one that began last
 * ends first, because a workflow must handle any order.
 * @returns the jobs of those that ended
 */
export async function performLocalActivities(engine: EngineContext, execution: Execution, task: WorkflowTask): Promise<Job[]> {
  for (const activity of task.localActivities.values())
    while (activity.next.at <= engine.now && !activity.next.conclusion)
      activity.next = await attempt(engine, execution, activity);
  const jobs: Job[] = [];
  for (const activity of [...task.localActivities.values()].toReversed()) {
    const { at, conclusion } = activity.next;
    if (at > engine.now || !conclusion) continue;
    task.localActivities.delete(activity.seq);
    task.commands.push({ localActivity: activity, conclusion, at: engine.now });
    jobs.push(jobOf(activity, conclusion));
  }
  return jobs;
}

const jobOf = ({ seq }: LocalActivity, { resolution }: Conclusion): Job => ({
  resolveActivity: { seq, result: resolution, isLocal: true },
});

async function attempt(engine: EngineContext, execution: Execution, activity: LocalActivity): Promise<Step> {
  const { order, firstScheduledAt, attempt: number } = activity;
  const scheduleToClose = order.scheduleToCloseTimeout ? milliseconds(order.scheduleToCloseTimeout) : Infinity;
  const startToClose = order.startToCloseTimeout ? milliseconds(order.startToCloseTimeout) : Infinity;
  const about = { ...order, isLocal: true, attempt: number, scheduledAt: firstScheduledAt, startToClose, scheduleToClose };
  const call = { info: activityInfo(execution.run, about, engine.now), args: order.arguments ?? [] };
  const outcome = await engine.serve(() => engine.activities.attempt(call));
  const expiresAt = firstScheduledAt + scheduleToClose;
  const doneAt = engine.now + Math.min(outcome.took, startToClose);
  if (doneAt > expiresAt) return expired(activity, expiresAt);
  if (outcome.took > startToClose)
    return afterFailure(activity, timedOut(TimeoutType.TIMEOUT_TYPE_START_TO_CLOSE), doneAt, expiresAt);
  if ('failed' in outcome) return afterFailure(activity, outcome.failed, doneAt, expiresAt);
  return { at: doneAt, conclusion: { resolution: { completed: { result: outcome.completed } }, result: outcome.completed } };
}

function afterFailure(activity: LocalActivity, failure: Failure, doneAt: Instant, expiresAt: Instant): Step {
  const { order } = activity;
  const retry = retryAfter(order.retryPolicy, activity.attempt, failure);
  if ('never' in retry) return { at: doneAt, conclusion: failed(activity, failure, retry.never) };
  const threshold = order.localRetryThreshold ? milliseconds(order.localRetryThreshold) : defaultRetryThreshold;
  if (retry.after > threshold) {
    const backoff = {
      attempt: activity.attempt + 1,
      backoffDuration: toDuration(retry.after),
      originalScheduleTime: toTimestamp(activity.firstScheduledAt),
    };
    return { at: doneAt, conclusion: { resolution: { backoff }, failure, backoff: retry.after } };
  }
  if (doneAt + retry.after > expiresAt) return expired(activity, expiresAt);
  activity.attempt++;
  return { at: doneAt + retry.after };
}

const expired = (activity: LocalActivity, at: Instant): Step => ({
  at,
  conclusion: failed(activity, timedOut(TimeoutType.TIMEOUT_TYPE_SCHEDULE_TO_CLOSE), RetryState.RETRY_STATE_TIMEOUT),
});

/** The workflow gets the failure of a local activity without a wrapping ActivityFailure, as from core; only timeouts are wrapped. */
function failed({ order }: LocalActivity, failure: Failure, retryState: RetryState): Conclusion {
  const seen = failure.timeoutFailureInfo
    ? { ...activityTimedOut(order, failure, retryState), message: 'Local Activity timed out' }
    : failure;
  return { resolution: { failed: { failure: seen } }, failure };
}
