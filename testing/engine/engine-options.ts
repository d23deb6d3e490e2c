import type { ActivityInterceptorsFactory } from '@temporalio/worker';
import type { Instant } from '../../domain/time/clock.ts';
import type { Activities } from './activity-runner.ts';
import type { WorkflowBundle } from './bundle.ts';
import type { RunStatus } from './run.ts';

export interface EngineOptions {
  readonly bundle: WorkflowBundle;
  /** The real activities; they take no virtual time unless they `spend` it. */
  readonly activities: Activities;
  /** When virtual time begins. */
  readonly start: Instant;
  /** Run ids and the workflows' random numbers follow from it. */
  readonly seed?: string | number;
  /** Keep the histories of all runs (some KB each). Default: no. */
  readonly recordHistories?: boolean;
  /** The worker's own interceptors. */
  readonly activityInterceptors?: readonly ActivityInterceptorsFactory[];
  /** Called whenever time is about to move on or the engine to stop, so that an outbox can be relayed; true: there is more to do now. */
  readonly onTick?: (now: Instant) => Promise<boolean> | boolean;
  /** What workflows and activities log. */
  readonly onLog?: (entry: { level: string; message: string; workflowId?: string; attributes?: Record<string, unknown> }) => void;
}

export interface WorkflowSummary {
  readonly workflowId: string;
  readonly runId: string;
  readonly workflowType: string;
  readonly status: RunStatus;
  readonly startedAt: Instant;
  readonly endedAt: Instant | undefined;
  /** How many runs the chain has had. */
  readonly runs: number;
  readonly searchAttributes: Record<string, unknown>;
}
