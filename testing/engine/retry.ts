import { RetryState, milliseconds } from './sdk-runtime.ts';
import type { Failure, RetryPolicyProto } from './sdk-runtime.ts';

export type Retry = { readonly after: number } | { readonly never: RetryState };

/** Whether and when (in milliseconds) to retry after a failed attempt, with the server's defaults for missing values of the policy. */
export function retryAfter(policy: RetryPolicyProto | null | undefined, attempt: number, failure: Failure): Retry {
  const { applicationFailureInfo: application } = failure;
  const maximumAttempts = policy?.maximumAttempts ?? 0;
  if (maximumAttempts > 0 && attempt >= maximumAttempts) return { never: RetryState.RETRY_STATE_MAXIMUM_ATTEMPTS_REACHED };
  const excluded = policy?.nonRetryableErrorTypes?.includes(application?.type ?? '') ?? false;
  if (application?.nonRetryable || excluded) return { never: RetryState.RETRY_STATE_NON_RETRYABLE_FAILURE };
  if (application?.nextRetryDelay) return { after: milliseconds(application.nextRetryDelay) };
  const initial = policy?.initialInterval ? milliseconds(policy.initialInterval) : 1000;
  const maximum = policy?.maximumInterval ? milliseconds(policy.maximumInterval) : 100 * initial;
  const coefficient = policy?.backoffCoefficient || 2;
  return { after: Math.round(Math.min(initial * coefficient ** (attempt - 1), maximum)) };
}
