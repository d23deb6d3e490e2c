/**
 * All contact with the SDK's internals (every `@temporalio/*` at exactly 1.24.0): the workflow sandbox, activations, the activity
 * runner, protobuf. A new SDK version affects only this file and the history writer.
 */
import proto from '@temporalio/proto';
import type { coresdk, temporal } from '@temporalio/proto';
import { TypedSearchAttributes, defaultFailureConverter, defaultPayloadConverter } from '@temporalio/common';
import type { LoadedDataConverter } from '@temporalio/common';
import { msNumberToTs, tsToMs } from '@temporalio/common/lib/time.js';
import { historyToJSON as toJson } from '@temporalio/common/lib/proto-utils.js';
import { parseWorkflowCode } from '@temporalio/worker/lib/worker.js';
import { ReusableVMWorkflowCreator } from '@temporalio/worker/lib/workflow/reusable-vm.js';
import type { ReusableVMWorkflow } from '@temporalio/worker/lib/workflow/reusable-vm.js';
import { globalHandlers } from '@temporalio/worker/lib/workflow/vm-shared.js';
import { Activity } from '@temporalio/worker/lib/activity.js';
import Long from 'long';
import type { Instant } from '../../domain/time/clock.ts';

export type Job = coresdk.workflow_activation.IWorkflowActivationJob;
export type Command = coresdk.workflow_commands.IWorkflowCommand;
export type ActivityResolution = coresdk.activity_result.IActivityResolution;
export type Payload = temporal.api.common.v1.IPayload;
export type Fields = Record<string, Payload>;
export type Failure = temporal.api.failure.v1.IFailure;
export type History = temporal.api.history.v1.IHistory;
export type HistoryEvent = temporal.api.history.v1.IHistoryEvent;
export type RetryPolicyProto = temporal.api.common.v1.IRetryPolicy;
export type DurationProto = NonNullable<Parameters<typeof tsToMs>[0]>;

export { Activity, Long, toJson };

export const sdk = { name: 'temporal-typescript', version: '1.24.0' } as const;
const coreFlags = [1, 2, 3];
const { WorkflowActivation, WorkflowActivationJob } = proto.coresdk.workflow_activation;
export const { EventType, RetryState, TimeoutType, ContinueAsNewInitiator, WorkflowTaskFailedCause } =
  proto.temporal.api.enums.v1;
export const { ActivityCancellationType } = proto.coresdk.workflow_commands;
export type RetryState = temporal.api.enums.v1.RetryState;
export type TimeoutType = temporal.api.enums.v1.TimeoutType;
const HistoryMessage = proto.temporal.api.history.v1.History;

export const payloads = defaultPayloadConverter;
export const failures = defaultFailureConverter;
export const dataConverter: LoadedDataConverter = { payloadConverter: payloads, failureConverter: failures, payloadCodecs: [] };

export const toTimestamp = (instant: Instant): DurationProto => msNumberToTs(instant);
export const toDuration = (ms: number): DurationProto => msNumberToTs(ms);
export const milliseconds = (duration: DurationProto): number => tsToMs(duration);
export const completeHistory = (events: HistoryEvent[]): History => HistoryMessage.fromObject({ events });

/** The flags that core and the SDK write into the first task of a history, so that a replay takes the same paths. */
export const sdkMetadata = (first: boolean, newFlags: number[]) => ({
  coreUsedFlags: first ? coreFlags : [],
  langUsedFlags: newFlags,
  ...(first && { sdkName: sdk.name, sdkVersion: sdk.version }),
});

export type SandboxCreator = ReusableVMWorkflowCreator;

/** Compiles bundled workflow code once; its runs share one V8 context, as on a worker. */
export async function createSandboxes(code: string, activityTypes: ReadonlySet<string>): Promise<SandboxCreator> {
  // No execution timeout: V8 would start a watchdog thread for each of the four calls of an activation, at ten times its cost.
  const creator = await ReusableVMWorkflowCreator.create(
    parseWorkflowCode(code),
    undefined as unknown as number,
    new Set(activityTypes),
  );
  // The runtime records a stack trace for every promise, for the __stack_trace query, which takes half the time of an activation.
  const handlers = globalHandlers as unknown as { stopPromiseHook(): void; promiseHookInstalled: boolean };
  handlers.stopPromiseHook();
  handlers.promiseHookInstalled = false;
  return creator;
}

/** What the sandbox must know before the workflow's code is loaded. */
export interface SandboxIdentity {
  readonly workflowId: string;
  readonly runId: string;
  readonly firstRunId: string;
  readonly continuedFrom: string | undefined;
  readonly workflowType: string;
  readonly startedAt: Instant;
  readonly seed: Long;
}

export interface Completion {
  readonly commands: Command[];
  readonly usedFlags: number[];
  readonly failure: Failure | undefined;
}

export interface LogEntry {
  readonly level: string;
  readonly message: string;
  readonly attributes: Record<string, unknown>;
}

/** The running workflow code of one run: jobs in, commands out. */
export class Sandbox {
  readonly #runId: string;
  readonly #workflow: ReusableVMWorkflow;

  private constructor(runId: string, workflow: ReusableVMWorkflow) {
    this.#runId = runId;
    this.#workflow = workflow;
  }

  static async open(creator: SandboxCreator, identity: SandboxIdentity): Promise<Sandbox> {
    const { workflowId, runId, workflowType, startedAt, seed, firstRunId, continuedFrom } = identity;
    const info = {
      workflowId,
      runId,
      workflowType,
      firstExecutionRunId: firstRunId,
      originalExecutionRunId: runId,
      ...(continuedFrom !== undefined && { continuedFromExecutionRunId: continuedFrom }),
      searchAttributes: {},
      typedSearchAttributes: new TypedSearchAttributes(),
      taskQueue: 'virtual',
      namespace: 'virtual',
      startTime: new Date(startedAt),
      runStartTime: new Date(startedAt),
      taskTimeoutMs: 10_000,
      attempt: 1,
      historyLength: 3,
      historySize: 0,
      continueAsNewSuggested: false,
      targetWorkerDeploymentVersionChanged: false,
      currentBuildId: '',
      unsafe: { now: () => startedAt, isReplaying: false, isReplayingHistoryEvents: false, random: undefined },
    };
    type Options = Parameters<SandboxCreator['createWorkflow']>[0];
    const options = { info, randomnessSeed: seed.toBytes(), now: startedAt, showStackTraceSources: false };
    const workflow = await creator.createWorkflow(options as unknown as Options);
    return new Sandbox(runId, workflow as ReusableVMWorkflow);
  }

  async activate(
    at: Instant,
    jobs: Job[],
    how: { replaying: boolean; historyLength: number; flags: Iterable<number> },
  ): Promise<Completion> {
    const { successful, failed } = await this.#workflow.activate(
      WorkflowActivation.fromObject({
        runId: this.#runId,
        timestamp: toTimestamp(at),
        isReplaying: how.replaying,
        historyLength: how.historyLength,
        historySizeBytes: Long.ZERO,
        continueAsNewSuggested: false,
        availableInternalFlags: [...how.flags],
        jobs: jobs.map((job) => WorkflowActivationJob.fromObject(job)),
      }),
    );
    return {
      commands: successful?.commands ?? [],
      usedFlags: successful?.usedInternalFlags ?? [],
      failure: failed ? (failed.failure ?? { message: 'the workflow task failed without a reason' }) : undefined,
    };
  }

  /** The name of the error that failed the last task; the failure that the runtime reports has lost it. */
  get errorName(): string {
    const { activator } = this.#workflow as unknown as { activator: { workflowTaskError?: { name?: string } } };
    return activator.workflowTaskError?.name ?? 'Error';
  }

  /** Runs a query, at any time. Throws what the handler threw. */
  async query(at: Instant, queryType: string, args: Payload[]): Promise<Payload> {
    const job = { queryWorkflow: { queryId: 'query', queryType, arguments: args, headers: {} } };
    const { commands, failure } = await this.activate(at, [job], { replaying: true, historyLength: 0, flags: [] });
    const answer = commands[0]?.respondToQuery;
    if (answer?.succeeded) return answer.succeeded.response ?? {};
    throw failures.failureToError(answer?.failed ?? failure ?? { message: `query ${queryType} was not answered` }, payloads);
  }

  /** The workflow's log calls since the last time; otherwise they would accumulate. */
  async takeLogs(): Promise<LogEntry[]> {
    const calls = await this.#workflow.getAndResetSinkCalls();
    return calls
      .filter((call) => call.ifaceName === '__temporal_logger' && !call.workflowInfo.unsafe.isReplaying)
      .map((call) => ({
        level: call.fnName,
        message: String(call.args[0]),
        attributes: (call.args[1] ?? {}) as Record<string, unknown>,
      }));
  }

  async dispose(): Promise<void> {
    await this.#workflow.dispose();
  }
}
