import { condition } from '@temporalio/workflow';
import type { JournalOrder } from '../activities/contract.ts';
import { realDelay, type Instant } from '../domain/time/clock.ts';
import { TrackLeft, type Next } from './next.ts';
import type { Run } from './run.ts';

/** One line of what happens in a run: the track itself, or mails that go out beside the work of sales. */
export class Flow {
  readonly run: Run;
  /** A mail that can't go out before this instant is not sent any more. */
  readonly before: Instant | undefined;
  /** The key of the touch for whose answer the track waits, while it does. */
  asks: string | undefined;
  readonly #prefix: string;
  #left: Error | undefined;
  #effects = 0;

  constructor(run: Run, prefix = '', before?: Instant) {
    this.run = run;
    this.before = before;
    this.#prefix = prefix;
  }

  get hasLeft(): boolean {
    return this.#left !== undefined;
  }

  /** The verb in which the track waits throws, and so does every later one. The first reason stays. */
  leave(next: Next<string>, because: string): void {
    this.#left ??= new TrackLeft(next, because);
  }

  /** The verb in which the track waits throws this, and the lead is parked. */
  fail(error: unknown): void {
    this.#left ??= error instanceof Error ? error : new Error('failed', { cause: error });
  }

  /** Calls an activity. What goes on beside a track carries no lines along: an email that takes its time holds up no answer. */
  async writing<R>(activity: (order: JournalOrder) => Promise<R>): Promise<R> {
    const { run } = this;
    return await (run.isCurrent && this.#prefix !== '' ? activity({ ...run.ref, journal: [] }) : run.writing(activity));
  }

  stay(): void {
    if (this.#left) throw this.#left;
  }

  /** The key of the next effect: the same for the same step of the same visit, however often it runs. */
  nextKey(): string {
    return `${this.run.input.enrolmentId}/${this.run.state.visit}${this.#prefix}/${++this.#effects}`;
  }

  /**
   * The one way to wait: until the condition holds or the instant has come.
   * @returns whether the condition holds
   * @throws TrackLeft when the lead is to go somewhere else
   */
  async waitUntil(met: () => boolean, instant: Instant | undefined, waitingFor: string): Promise<boolean> {
    const { run } = this;
    const done = () => this.hasLeft || met();
    this.stay();
    run.describe(waitingFor, instant);
    if (instant === undefined) await condition(done);
    // A timer may be early by less than a millisecond of the fast clock: what counts is the instant.
    else
      while (!done() && run.now() < instant)
        await condition(done, realDelay(run.input.clock, run.now(), instant), { summary: waitingFor });
    this.stay();
    return met();
  }
}
