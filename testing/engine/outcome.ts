import { WorkflowFailedError } from '@temporalio/client';
import { CancelledFailure, RetryState, TerminatedFailure } from '@temporalio/common';
import type { WorkflowSummary } from './engine-options.ts';
import { EngineError } from './errors.ts';
import type { Execution } from './execution.ts';
import type { Run } from './run.ts';
import { failures, payloads } from './sdk-runtime.ts';
import { plainSearchAttributes } from './search-attributes.ts';

/** The result of a run. Throws `WorkflowFailedError` as the client does, or `STILL_RUNNING`. */
export function resultOf({ start, status, result, failure }: Run): unknown {
  switch (status) {
    case 'completed':
      return result && payloads.fromPayload(result);
    case 'failed':
      throw failed('failed', failure && failures.failureToError(failure, payloads));
    case 'cancelled':
      throw failed(status, new CancelledFailure('Workflow canceled'));
    case 'terminated':
      throw failed(status, new TerminatedFailure('Workflow execution terminated'));
    case 'running':
    case 'continuedAsNew':
      throw new EngineError('STILL_RUNNING', start.workflowId, `${start.workflowId} has no result yet: it is still running`);
  }
}

const failed = (how: string, cause: Error | undefined) =>
  new WorkflowFailedError(`Workflow execution ${how}`, cause, RetryState.NON_RETRYABLE_FAILURE);

export const summaryOf = ({ workflowId, run, runs }: Execution): WorkflowSummary => ({
  workflowId,
  runId: run.start.runId,
  workflowType: run.start.workflowType,
  status: run.status,
  startedAt: run.start.startedAt,
  endedAt: run.endedAt,
  runs: runs.length,
  searchAttributes: plainSearchAttributes(run.searchAttributes),
});
