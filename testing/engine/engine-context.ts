import type { Instant } from '../../domain/time/clock.ts';
import type { ActivityRunner } from './activity-runner.ts';
import type { Due } from './due-queue.ts';
import type { Execution } from './execution.ts';
import type { Run } from './run.ts';
import type { Long, SandboxCreator } from './sdk-runtime.ts';
import type { SeededIds } from './seeded-ids.ts';
import type { Stimulus } from './stimulus.ts';
import type { WorkflowTask } from './workflow-task.ts';

/** What the parts of the engine see of the whole. */
export interface EngineContext {
  readonly now: Instant;
  readonly sandboxes: SandboxCreator;
  readonly ids: SeededIds;
  readonly activities: ActivityRunner;
  readonly keepHistories: boolean;
  at(instant: Instant, happen: Due['happen']): Due;
  /** Gives the execution something to do in its next task. */
  deliver(execution: Execution, stimulus: Stimulus): void;
  /** Queues an execution that has a task to perform. */
  wake(execution: Execution): void;
  /** Runs an activity, and performs the tasks that it requests in the meantime. */
  serve<T>(work: () => Promise<T>): Promise<T>;
  log(execution: Execution, level: string, message: string, attributes: Record<string, unknown>): void;
}

/** What the commands of a committed task are applied to. */
export interface Commit {
  readonly engine: EngineContext;
  readonly execution: Execution;
  readonly run: Run;
  readonly task: WorkflowTask;
  readonly completedEventId: Long;
}
