import type { Instant } from '../../domain/time/clock.ts';
import type { SearchAttributesInput } from './search-attributes.ts';

/** How to start a workflow; the names are the Temporal client's. */
export interface StartOptions {
  readonly workflowId: string;
  readonly args?: readonly unknown[];
  readonly searchAttributes?: SearchAttributesInput;
  readonly memo?: Readonly<Record<string, unknown>>;
  /** What to do if a run with this id is open. The default is to fail. */
  readonly workflowIdConflictPolicy?: 'FAIL' | 'USE_EXISTING';
  /** What to do if a run with this id has ended. The default is to start another. */
  readonly workflowIdReusePolicy?: 'ALLOW_DUPLICATE' | 'REJECT_DUPLICATE';
  /** Milliseconds until the first task. */
  readonly startDelay?: number;
  /**
   * When the run began, if it began in the past: its waits that are over by now end at once, and the others end when they would have.
   * Its activities run now, and its history can't be replayed.
   */
  readonly beganAt?: Instant | undefined;
}

export interface UpdateOptions {
  readonly args?: readonly unknown[];
  /** Repeating an id in the same run gives the same answer, without a second execution. */
  readonly updateId?: string;
}

export interface StartedWorkflow {
  readonly workflowId: string;
  readonly firstExecutionRunId: string;
}
