import { RetryState } from './sdk-runtime.ts';
import type { Failure, TimeoutType } from './sdk-runtime.ts';

/** What an activity command says about the activity, local or remote. */
export interface ActivityNames {
  readonly activityId?: string | null;
  readonly activityType?: string | null;
}

const activityInfo = ({ activityId, activityType }: ActivityNames, retryState: RetryState) => ({
  activityId: activityId ?? '',
  activityType: { name: activityType ?? '' },
  retryState,
});

export const activityFailed = (names: ActivityNames, cause: Failure, retryState: RetryState): Failure => ({
  message: 'Activity task failed',
  activityFailureInfo: activityInfo(names, retryState),
  cause,
});

export const activityTimedOut = (names: ActivityNames, cause: Failure, retryState: RetryState): Failure => ({
  message: 'Activity task timed out',
  activityFailureInfo: activityInfo(names, retryState),
  cause,
});

export const cancelled: Failure = { message: 'Activity cancelled', canceledFailureInfo: {} };

export const activityCancelled = (names: ActivityNames): Failure => ({
  message: 'Activity cancelled',
  activityFailureInfo: activityInfo(names, RetryState.RETRY_STATE_CANCEL_REQUESTED),
  cause: { canceledFailureInfo: {} },
});

export const timedOut = (timeoutType: TimeoutType): Failure => ({
  message: 'Activity timed out',
  timeoutFailureInfo: { timeoutType },
});

/** The failure of an update whose run ended before it was answered, in a server's words. */
export const updateOutlivedByRun: Failure = {
  message: 'Workflow Update failed because the Workflow completed before the Update completed.',
  applicationFailureInfo: { type: 'AcceptedUpdateCompletedWorkflow', nonRetryable: true },
};
