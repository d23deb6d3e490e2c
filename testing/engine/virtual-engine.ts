import { WorkflowExecutionAlreadyStartedError, WorkflowNotFoundError } from '@temporalio/common';
import type { Instant } from '../../domain/time/clock.ts';
import { ActivityRunner } from './activity-runner.ts';
import { Driver } from './driver.ts';
import { encodeAll, encodeMemo } from './encode.ts';
import { beginRun, endRun } from './end-run.ts';
import type { EngineContext } from './engine-context.ts';
import type { EngineOptions, WorkflowSummary } from './engine-options.ts';
import { EngineError } from './errors.ts';
import { Execution } from './execution.ts';
import { resultOf, summaryOf } from './outcome.ts';
import { nextHeartbeat, performTask } from './perform-task.ts';
import type { RunStatus } from './run.ts';
import { openSandbox } from './sandbox-of-run.ts';
import { payloads } from './sdk-runtime.ts';
import type { History, SandboxCreator } from './sdk-runtime.ts';
import { encodeSearchAttributes, plainSearchAttributes } from './search-attributes.ts';
import { SeededIds } from './seeded-ids.ts';
import type { StartOptions, StartedWorkflow, UpdateOptions } from './start-options.ts';
import { cancelRequested, signalled, updateAsked } from './stimulus.ts';
import type { Stimulus } from './stimulus.ts';
import { Update, identity } from './update.ts';

/** How far `runUntilIdle` goes before it concludes that the workflows never end. */
const idleHorizon = 20 * 365 * 86_400_000;

/** Temporal in one process, under a virtual clock: the SDK's own workflow runtime, with this class in the server's place. */
export class VirtualEngine implements AsyncDisposable {
  readonly #executions = new Map<string, Execution>();
  readonly #driver: Driver;
  readonly #context: EngineContext;
  readonly #options: EngineOptions;

  private constructor(options: EngineOptions, sandboxes: SandboxCreator) {
    this.#options = options;
    const log = (level: string, message: string) => options.onLog?.({ level, message });
    const activities = new ActivityRunner(options.activities, [...(options.activityInterceptors ?? [])], log);
    const driver = new Driver(options.start, {
      perform: (execution) => performTask(this.#context, execution),
      onTick: options.onTick,
    });
    this.#driver = driver;
    this.#context = {
      get now() {
        return driver.now;
      },
      sandboxes,
      ids: new SeededIds(options.seed ?? 'trellis'),
      activities,
      keepHistories: options.recordHistories ?? false,
      at: (instant, happen) => driver.at(instant, happen),
      deliver: (execution, stimulus) => this.#deliver(execution, stimulus),
      wake: (execution) => driver.wake(execution),
      serve: (work) => driver.serve(work),
      log: ({ workflowId }, level, message, attributes) => options.onLog?.({ level, message, workflowId, attributes }),
    };
  }

  static async create(options: EngineOptions): Promise<VirtualEngine> {
    return new VirtualEngine(options, await options.bundle.sandboxes(Object.keys(options.activities)));
  }

  get now(): Instant {
    return this.#driver.now;
  }

  /** Starts a workflow; its first task is performed when time runs. Throws `WorkflowExecutionAlreadyStartedError` as the client does. */
  async start(workflowType: string, options: StartOptions): Promise<StartedWorkflow> {
    const { workflowId, startDelay: delay = 0, beganAt } = options;
    const known = this.#executions.get(workflowId);
    if (known && !known.run.ended && options.workflowIdConflictPolicy === 'USE_EXISTING') {
      return { workflowId, firstExecutionRunId: known.run.start.firstRunId };
    }
    if (known && (!known.run.ended || options.workflowIdReusePolicy === 'REJECT_DUPLICATE')) {
      throw new WorkflowExecutionAlreadyStartedError('Workflow execution already started', workflowId, workflowType);
    }
    const execution = known ?? new Execution(workflowId);
    this.#executions.set(workflowId, execution);
    const runId = this.#context.ids.next();
    beginRun(this.#context, execution, {
      workflowId,
      workflowType,
      runId,
      firstRunId: runId,
      continuedFrom: undefined,
      args: encodeAll(options.args),
      headers: {},
      memo: encodeMemo(options.memo),
      searchAttributes: encodeSearchAttributes(options.searchAttributes),
      startedAt: this.now,
      delay,
      beganAt,
    });
    return { workflowId, firstExecutionRunId: runId };
  }

  /** Queues a signal for the workflow's next task. Throws `WorkflowNotFoundError` if no run is open. */
  async signal(workflowId: string, name: string, ...args: unknown[]): Promise<void> {
    this.#deliver(this.#open(workflowId), signalled(name, encodeAll(args)));
  }

  /**
   * Sends an update, performs what is due now, and waits for the answer.
   * Throws `WorkflowNotFoundError`, or `WorkflowUpdateFailedError` (its cause says why) if it was rejected or failed.
   */
  async update<T = unknown>(workflowId: string, name: string, { args, updateId }: UpdateOptions = {}): Promise<T> {
    const execution = this.#open(workflowId);
    const id = updateId ?? this.#context.ids.next();
    const update = execution.run.updates.get(id) ?? new Update(id, name, encodeAll(args));
    if (!execution.run.updates.has(id)) {
      execution.run.updates.set(id, update);
      this.#deliver(execution, updateAsked(update));
    }
    this.#driver.expect(update.answer);
    this.#driver.answer().catch((error: unknown) => update.abandon(error));
    return (await update.answer) as T;
  }

  /** Queries the last run, open or ended. Throws `WorkflowNotFoundError`, or what the handler threw. */
  async query<T = unknown>(workflowId: string, name: string, ...args: unknown[]): Promise<T> {
    const execution = this.#find(workflowId);
    await this.#driver.answer();
    if (execution.begun && !execution.busy && !execution.task && execution.inbox.length > 0) {
      await new Promise<void>((proceed) => execution.waiting.push(proceed));
    }
    const { run } = execution;
    const sandbox = run.sandbox ?? (await openSandbox(this.#context, run));
    try {
      return payloads.fromPayload<T>(await sandbox.query(this.now, name, encodeAll(args)));
    } finally {
      if (sandbox !== run.sandbox) await sandbox.dispose();
    }
  }

  /** Asks the workflow to cancel itself. Throws `WorkflowNotFoundError`. */
  async cancel(workflowId: string, reason = 'cancelled'): Promise<void> {
    this.#deliver(this.#open(workflowId), cancelRequested(reason));
  }

  /** Ends the workflow without asking it. Throws `WorkflowNotFoundError`, and `UNSUPPORTED` from inside one of its own activities. */
  async terminate(workflowId: string, reason = 'terminated'): Promise<void> {
    const execution = this.#open(workflowId);
    const { run } = execution;
    if (execution.busy)
      throw new EngineError('UNSUPPORTED', workflowId, `${workflowId} is in the middle of a task and cannot be terminated by it`);
    run.history.add('workflowExecutionTerminatedEventAttributes', { reason, identity });
    for (const { update } of execution.inbox) update?.abandon(notFound(workflowId));
    execution.inbox = [];
    execution.task = undefined;
    endRun(this.#context, execution, 'terminated', {});
    await run.sandbox?.dispose();
    run.sandbox = undefined;
  }

  /** Lets time pass until the instant, with everything that is due on the way. Throws `WorkflowTaskFailed` with the workflow's stack. */
  async runUntil(instant: Instant): Promise<void> {
    if (instant < this.now)
      throw new EngineError('TIME_PASSED', instant, `it is ${iso(this.now)} already: time cannot go back to ${iso(instant)}`);
    await this.#driver.advance(instant);
  }

  /** Lets `ms` milliseconds pass; 0 performs what is due now. */
  async runFor(ms: number): Promise<void> {
    await this.runUntil(this.now + ms);
  }

  /** Runs until nothing is due any more. Throws `NEVER_IDLE` if something is still due after twenty years. */
  async runUntilIdle(): Promise<void> {
    const horizon = this.now + idleHorizon;
    for (let next: Instant | undefined = this.now; next !== undefined; next = this.#driver.nextAt) {
      if (next > horizon)
        throw new EngineError(
          'NEVER_IDLE',
          horizon,
          `something is still due at ${iso(next)}: use runUntil() for workflows without end`,
        );
      await this.#driver.advance(next);
    }
  }

  /** A world event: `act` runs at the instant (now, if it is the present), and may use the engine, but not let time pass. */
  at(instant: Instant, act: () => unknown): void {
    if (instant < this.now)
      throw new EngineError('TIME_PASSED', instant, `it is ${iso(this.now)} already: nothing can happen at ${iso(instant)}`);
    this.#driver.at(instant, () => this.#driver.host(async () => act()));
  }

  /** Called by an activity: it takes `ms` milliseconds of virtual time. Throws `NOT_IN_ACTIVITY` elsewhere. */
  spend(ms: number): void {
    this.#context.activities.spend(ms);
  }

  /** The histories of all runs of the workflow, in order, as a server saves them; the replayer accepts them. */
  histories(workflowId: string): History[] {
    if (!this.#options.recordHistories) {
      throw new EngineError('UNSUPPORTED', workflowId, 'histories are recorded only with recordHistories: true');
    }
    return this.#find(workflowId).runs.map(({ history }) => history.history());
  }

  /** The number of events in each run, in order; also counted if histories are not recorded. */
  historyLengths(workflowId: string): number[] {
    return this.#find(workflowId).runs.map(({ history }) => history.length);
  }

  searchAttributes(workflowId: string): Record<string, unknown> {
    return plainSearchAttributes(this.#find(workflowId).run.searchAttributes);
  }

  /** What the workflow says it is doing (`setCurrentDetails`). */
  async currentDetails(workflowId: string): Promise<string> {
    const metadata = await this.query<{ currentDetails?: string }>(workflowId, '__temporal_workflow_metadata');
    return metadata.currentDetails ?? '';
  }

  status(workflowId: string): RunStatus {
    return this.#find(workflowId).run.status;
  }

  /** The result of a workflow that has completed. Throws `WorkflowFailedError` as the client does, or `STILL_RUNNING`. */
  result<T = unknown>(workflowId: string): T {
    return resultOf(this.#find(workflowId).run) as T;
  }

  /** Every workflow that was ever started, by its last run, in the order of starting. */
  list(): WorkflowSummary[] {
    return [...this.#executions.values()].map(summaryOf);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const { run } of this.#executions.values()) await run.sandbox?.dispose();
    this.#executions.clear();
  }

  #deliver(execution: Execution, stimulus: Stimulus): void {
    execution.inbox.push(stimulus);
    const { begun, busy, task } = execution;
    if (!begun || busy) return;
    if (task) this.#driver.at(nextHeartbeat(task), () => this.#driver.wake(execution));
    else this.#driver.wake(execution);
  }

  #find(workflowId: string): Execution {
    const execution = this.#executions.get(workflowId);
    if (!execution) throw notFound(workflowId);
    return execution;
  }

  #open(workflowId: string): Execution {
    const execution = this.#find(workflowId);
    if (execution.run.ended) throw new WorkflowNotFoundError('workflow execution already completed', workflowId, undefined);
    return execution;
  }
}

const notFound = (workflowId: string) =>
  new WorkflowNotFoundError(`workflow not found for ID: ${workflowId}`, workflowId, undefined);

const iso = (instant: Instant) => (Math.abs(instant) <= 8.64e15 ? new Date(instant).toISOString() : String(instant));
