import type { EngineContext } from './engine-context.ts';
import { randomnessSeed } from './randomness-seed.ts';
import type { Run } from './run.ts';
import { Long, Sandbox, toTimestamp } from './sdk-runtime.ts';
import type { Job } from './sdk-runtime.ts';

/** The job that starts a run, as core builds it from the first event of the history. */
export function startJob({ start }: Run): Job {
  return {
    initializeWorkflow: {
      workflowType: start.workflowType,
      workflowId: start.workflowId,
      arguments: start.args,
      randomnessSeed: randomnessSeed(start.runId),
      headers: start.headers,
      firstExecutionRunId: start.firstRunId,
      originalExecutionRunId: start.runId,
      continuedFromExecutionRunId: start.continuedFrom ?? '',
      attempt: 1,
      memo: { fields: start.memo },
      searchAttributes: { indexedFields: start.searchAttributes },
      startTime: toTimestamp(start.startedAt),
      workflowTaskTimeout: { seconds: Long.fromNumber(10), nanos: 0 },
    },
  };
}

/** A sandbox that has seen everything that the run's committed tasks saw: empty for a new run, a replay for an older one. */
export async function openSandbox(engine: EngineContext, run: Run): Promise<Sandbox> {
  const sandbox = await Sandbox.open(engine.sandboxes, { ...run.start, seed: randomnessSeed(run.start.runId) });
  for (const { at, jobs } of run.activations) {
    await sandbox.activate(at, jobs, { replaying: true, historyLength: run.history.length, flags: run.flags });
  }
  return sandbox;
}
