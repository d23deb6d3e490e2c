import type { Instant } from '../../domain/time/clock.ts';
import type { Activation } from './run.ts';
import type { ActivityResolution, Command, Failure, Job, Long, Payload } from './sdk-runtime.ts';
import type { Stimulus } from './stimulus.ts';

/** A workflow task: what arrived, and what the workflow wants in return. Nothing takes effect before it is committed. */
export interface WorkflowTask {
  readonly stimuli: Stimulus[];
  readonly begunAt: Instant;
  readonly historyLengthBefore: number;
  readonly scheduledEventId: Long;
  readonly startedEventId: Long;
  readonly commands: (Command | LocalMarker)[];
  readonly localActivities: Map<number, LocalActivity>;
  /** Local activities that an earlier task scheduled, and that were still running when it ended with a heartbeat. */
  readonly carried: readonly LocalActivity[];
  /** Cancellations that the workflow is told of at once. */
  readonly immediate: Job[];
  readonly activations: Activation[];
  readonly newFlags: number[];
}

/** A local activity in a task; it runs between two activations, and does not outlive the task. */
export interface LocalActivity {
  readonly seq: number;
  readonly order: NonNullable<Command['scheduleLocalActivity']>;
  readonly command: Command;
  readonly firstScheduledAt: Instant;
  attempt: number;
  next: Step;
}

/** What happens next, and when: another attempt, or the end. */
export interface Step {
  readonly at: Instant;
  readonly conclusion?: Conclusion;
}

/** How a local activity ended: what the workflow is told, and what the marker records. */
export interface Conclusion {
  readonly resolution: ActivityResolution;
  readonly result?: Payload;
  readonly failure?: Failure;
  readonly backoff?: number;
}

/** The record of a concluded local activity, among the commands of its task. */
export interface LocalMarker {
  readonly localActivity: LocalActivity;
  readonly conclusion: Conclusion;
  readonly at: Instant;
}
