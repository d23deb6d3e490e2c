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
  /** Puts the execution into the row of those that have a task to do. */
  wake(execution: Execution): void;
  /** Performs an activity, and the tasks that it asks for meanwhile. */
  serve<T>(work: () => Promise<T>): Promise<T>;
  log(execution: Execution, level: string, message: string, attributes: Record<string, unknown>): void;
}

/** What a command of a task is applied to, once the task counts. */
export interface Commit {
  readonly engine: EngineContext;
  readonly execution: Execution;
  readonly run: Run;
  readonly task: WorkflowTask;
  readonly completedEventId: Long;
}
