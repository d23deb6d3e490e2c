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
  /** Determines run ids and the workflows' random numbers. */
  readonly seed?: string | number;
  /** Save the histories of all runs (some KB each). The default is false. */
  readonly recordHistories?: boolean;
  /** The worker's own interceptors. */
  readonly activityInterceptors?: readonly ActivityInterceptorsFactory[];
  /** Called before time moves on or the engine stops, for example to relay an outbox. Return true if there is more to do now. */
  readonly onTick?: (now: Instant) => Promise<boolean> | boolean;
  /** Receives what workflows and activities log. */
  readonly onLog?: (entry: { level: string; message: string; workflowId?: string; attributes?: Record<string, unknown> }) => void;
}

export interface WorkflowSummary {
  readonly workflowId: string;
  readonly runId: string;
  readonly workflowType: string;
  readonly status: RunStatus;
  readonly startedAt: Instant;
  readonly endedAt: Instant | undefined;
  /** The number of runs in the chain. */
  readonly runs: number;
  readonly searchAttributes: Record<string, unknown>;
}
