import type { Instant } from '../../domain/time/clock.ts';
import type { Due } from './due-queue.ts';
import type { HistoryWriter } from './history-writer.ts';
import type { Command, Failure, Fields, Job, Long, Payload, Sandbox } from './sdk-runtime.ts';
import type { Update } from './update.ts';

/** What a run is started with. */
export interface RunStart {
  readonly workflowId: string;
  readonly runId: string;
  readonly firstRunId: string;
  readonly continuedFrom: string | undefined;
  readonly workflowType: string;
  readonly args: Payload[];
  readonly headers: Fields;
  readonly memo: Fields;
  readonly searchAttributes: Fields;
  readonly startedAt: Instant;
  /** Milliseconds until the first task. */
  readonly delay: number;
  /** When it began, if that is in the past. */
  readonly beganAt?: Instant | undefined;
}

export type RunStatus = 'running' | 'completed' | 'failed' | 'cancelled' | 'terminated' | 'continuedAsNew';

/** Jobs that the workflow has seen, so that its sandbox can be rebuilt (a task redone, a query after the end). */
export interface Activation {
  readonly at: Instant;
  readonly jobs: Job[];
}

export interface StartedTimer {
  readonly due: Due;
  readonly startedEventId: Long;
}

/** An activity as the server tracks it: scheduled, attempted, perhaps retried. */
export interface RemoteActivity {
  readonly seq: number;
  readonly order: NonNullable<Command['scheduleActivity']>;
  readonly scheduledEventId: Long;
  readonly scheduledAt: Instant;
  attempt: number;
  /** The next attempt; undefined once its end is certain. */
  due: Due | undefined;
}

/** One run of a workflow, as the server and the worker together know it. */
export class Run {
  start: RunStart;
  readonly history: HistoryWriter;
  status: RunStatus = 'running';
  endedAt: Instant | undefined;
  result: Payload | undefined;
  failure: Failure | undefined;
  sandbox: Sandbox | undefined;
  activations: Activation[] = [];
  readonly timers = new Map<number, StartedTimer>();
  readonly activities = new Map<number, RemoteActivity>();
  readonly updates = new Map<string, Update>();
  readonly patches = new Set<string>();
  readonly flags = new Set<number>();
  tasksCompleted = 0;
  /** How late it is for a run that began in the past, until it has caught up. */
  #behind: Instant | undefined;
  memo: Fields;
  searchAttributes: Fields;

  constructor(start: RunStart, history: HistoryWriter) {
    this.start = start;
    this.history = history;
    this.#behind = start.beganAt;
    this.memo = start.memo;
    this.searchAttributes = start.searchAttributes;
  }

  /** Releases what only a replay or a query would need, once neither can come. */
  forget(): void {
    this.start = { ...this.start, args: [], headers: {}, memo: {}, searchAttributes: {} };
    this.memo = {};
    this.searchAttributes = {};
    this.activations = [];
  }

  /** What time it is for the workflow: a run that began in the past catches up while the engine's time stands still. */
  timeAt(now: Instant): Instant {
    if (now > this.start.startedAt) this.#behind = undefined;
    return this.#behind ?? now;
  }

  /** Lets a run that began in the past come to the end of a wait. */
  reach(instant: Instant, now: Instant): void {
    if (this.#behind !== undefined) this.#behind = Math.min(now, Math.max(this.#behind, instant));
  }

  get ended(): boolean {
    return this.status !== 'running';
  }
}
