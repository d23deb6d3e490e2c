import type { Info } from '@temporalio/activity';
import type { Instant } from '../../domain/time/clock.ts';
import type { ActivityNames } from './failures.ts';
import type { Run } from './run.ts';

interface Attempted extends ActivityNames {
  readonly isLocal: boolean;
  readonly attempt: number;
  readonly scheduledAt: Instant;
  readonly startToClose: number;
  readonly scheduleToClose: number;
}

/** What `Context.current().info` returns in an activity. */
export function activityInfo(
  { start }: Run,
  { activityId, activityType, isLocal, attempt, scheduledAt, ...limits }: Attempted,
  now: Instant,
): Info {
  const id = activityId ?? '';
  const taskToken = Buffer.from(`${start.runId}/${id}/${attempt}`);
  return {
    taskToken,
    base64TaskToken: taskToken.toString('base64'),
    activityId: id,
    activityType: activityType ?? '',
    activityNamespace: 'virtual',
    namespace: 'virtual',
    taskQueue: 'virtual',
    attempt,
    isLocal,
    inWorkflow: true,
    workflowType: start.workflowType,
    workflowNamespace: 'virtual',
    workflowExecution: { workflowId: start.workflowId, runId: start.runId },
    scheduledTimestampMs: scheduledAt,
    currentAttemptScheduledTimestampMs: now,
    startToCloseTimeoutMs: Math.min(limits.startToClose, Number.MAX_SAFE_INTEGER),
    scheduleToCloseTimeoutMs: Math.min(limits.scheduleToClose, Number.MAX_SAFE_INTEGER),
    heartbeatDetails: undefined,
  };
}
