import type { Commit, EngineContext } from './engine-context.ts';
import type { Execution } from './execution.ts';
import { updateOutlivedByRun } from './failures.ts';
import { HistoryWriter } from './history-writer.ts';
import { Run } from './run.ts';
import type { RunStart, RunStatus } from './run.ts';
import { startJob } from './sandbox-of-run.ts';
import { ContinueAsNewInitiator, milliseconds, toDuration } from './sdk-runtime.ts';
import type { Command, Failure, Payload } from './sdk-runtime.ts';
import { identity } from './update.ts';

/** Starts a run: its first event, and its first task after the delay. */
export function beginRun(engine: EngineContext, execution: Execution, start: RunStart): Run {
  const run = new Run(start, new HistoryWriter(engine.keepHistories, () => engine.now));
  execution.runs.push(run);
  execution.begun = false;
  run.history.add('workflowExecutionStartedEventAttributes', {
    workflowType: { name: start.workflowType },
    workflowId: start.workflowId,
    taskQueue: { name: 'virtual' },
    input: { payloads: start.args },
    header: { fields: start.headers },
    originalExecutionRunId: start.runId,
    firstExecutionRunId: start.firstRunId,
    continuedExecutionRunId: start.continuedFrom ?? '',
    ...(start.continuedFrom !== undefined && { initiator: ContinueAsNewInitiator.CONTINUE_AS_NEW_INITIATOR_WORKFLOW }),
    attempt: 1,
    workflowTaskTimeout: toDuration(10_000),
    firstWorkflowTaskBackoff: toDuration(start.delay),
    memo: { fields: start.memo },
    searchAttributes: { indexedFields: start.searchAttributes },
    identity,
  });
  const begin = () => {
    if (run.ended) return;
    execution.begun = true;
    engine.deliver(execution, { job: startJob(run), record: () => undefined });
  };
  if (start.delay > 0) engine.at(engine.now + start.delay, begin);
  else begin();
  return run;
}

/** Closes the current run. Accepted updates without an answer fail as they do on a server. */
export function endRun(
  engine: EngineContext,
  { run }: Execution,
  status: Exclude<RunStatus, 'running'>,
  outcome: { result?: Payload; failure?: Failure },
): void {
  run.status = status;
  run.endedAt = engine.now;
  run.result = outcome.result;
  run.failure = outcome.failure;
  for (const { due } of run.timers.values()) due.cancelled = true;
  run.timers.clear();
  run.activities.clear();
  for (const update of run.updates.values()) if (update.acceptedEventId) update.fail(updateOutlivedByRun);
  run.updates.clear();
}

/** Ends the run and starts the next. Memo and search attributes are passed on unless the workflow set others. */
export function continueAsNew(
  { engine, execution, run, completedEventId }: Commit,
  order: NonNullable<Command['continueAsNewWorkflowExecution']>,
): void {
  const next: RunStart = {
    workflowId: run.start.workflowId,
    runId: engine.ids.next(),
    firstRunId: run.start.firstRunId,
    continuedFrom: run.start.runId,
    workflowType: order.workflowType || run.start.workflowType,
    args: order.arguments ?? [],
    headers: order.headers ?? {},
    memo: Object.keys(order.memo ?? {}).length > 0 ? (order.memo ?? {}) : run.start.memo,
    searchAttributes: order.searchAttributes?.indexedFields ?? run.searchAttributes,
    startedAt: engine.now,
    delay: order.backoffStartInterval ? milliseconds(order.backoffStartInterval) : 0,
  };
  run.history.add('workflowExecutionContinuedAsNewEventAttributes', {
    newExecutionRunId: next.runId,
    workflowType: { name: next.workflowType },
    taskQueue: { name: 'virtual' },
    input: { payloads: next.args },
    workflowTaskCompletedEventId: completedEventId,
    initiator: ContinueAsNewInitiator.CONTINUE_AS_NEW_INITIATOR_WORKFLOW,
    memo: { fields: next.memo },
    searchAttributes: { indexedFields: next.searchAttributes },
  });
  endRun(engine, execution, 'continuedAsNew', {});
  run.forget();
  beginRun(engine, execution, next);
}
