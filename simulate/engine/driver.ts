import { AsyncLocalStorage } from 'node:async_hooks';
import type { Instant } from '../../domain/clock.ts';
import { DueQueue } from './due-queue.ts';
import type { Due } from './due-queue.ts';
import { EngineError } from './errors.ts';
import type { Execution } from './execution.ts';

export interface DriverHooks {
  readonly perform: (execution: Execution) => Promise<void>;
  /** Called when time is about to move on (or the run to stop); true if it gave the engine something to do. */
  readonly onTick: ((now: Instant) => Promise<boolean> | boolean) | undefined;
}

/**
 * The loop. At each instant: everything that is due happens, in order; then every execution that has something to do
 * does one task after the other, until all are quiet; only then time jumps to the next thing that is due.
 *
 * One caller at a time drives it. Calls from inside (an activity, a world event) never drive: what they ask for is
 * queued, and done while the loop awaits them.
 */
export class Driver {
  now: Instant;
  readonly #queue = new DueQueue();
  readonly #ready = new Set<Execution>();
  readonly #hooks: DriverHooks;
  readonly #inside = new AsyncLocalStorage<true>();
  #last: Promise<unknown> = Promise.resolve();
  #driving = false;
  #asked = false;
  #wake: () => void = () => undefined;
  #broken: unknown;

  constructor(start: Instant, hooks: DriverHooks) {
    this.now = start;
    this.#hooks = hooks;
  }

  at(instant: Instant, happen: Due['happen']): Due {
    return this.#queue.add(Math.max(instant, this.now), happen);
  }

  wake(execution: Execution): void {
    this.#ready.add(execution);
  }

  /** Lets time pass until `until`, or with Infinity until nothing is due any more. */
  advance(until: Instant): Promise<void> {
    if (this.#isInside()) {
      const message =
        'an activity or a world event cannot let time pass: it happens at one instant. Use engine.at() for what comes later';
      return Promise.reject(new EngineError('REENTRANT_RUN', until, message));
    }
    return this.#exclusively(async () => {
      for (;;) {
        await this.#workOff();
        if (await this.#tick()) continue;
        if (this.#ready.size > 0) continue;
        const next = this.#queue.nextAt();
        if (next === undefined || next > until) break;
        this.now = Math.max(this.now, next);
      }
      if (until !== Infinity) this.now = Math.max(this.now, until);
    });
  }

  get nextAt(): Instant | undefined {
    return this.#queue.nextAt();
  }

  /** Does what is due now, for a caller who waits for an answer. Rejects if a workflow task fails meanwhile. */
  async answer(): Promise<void> {
    if (!this.#isInside()) return this.#exclusively(() => this.#workOff());
    this.#asked = true;
    this.#wake();
  }

  /** Awaits work outside the engine, and does the tasks that it asks for meanwhile. */
  async #serve<T>(work: Promise<T>): Promise<T> {
    let settled = false;
    const settle = () => {
      settled = true;
      this.#wake();
    };
    work.then(settle, settle);
    for (;;) {
      await new Promise<void>((wake) => {
        this.#wake = wake;
        if (settled || this.#asked) wake();
      });
      if (settled) return work;
      this.#asked = false;
      await this.#workOff();
    }
  }

  /** Does outside work as part of the loop. */
  serveInside<T>(work: () => Promise<T>): Promise<T> {
    return this.#serve(this.#inside.run(true, work));
  }

  #isInside = () => this.#driving && this.#inside.getStore() === true;

  async #tick(): Promise<boolean> {
    const { onTick } = this.#hooks;
    return onTick ? this.serveInside(async () => onTick(this.now)) : false;
  }

  async #exclusively(work: () => Promise<void>): Promise<void> {
    const turn = this.#last.then(async () => {
      if (this.#broken !== undefined) throw this.#broken;
      this.#driving = true;
      try {
        await work();
      } catch (error) {
        this.#broken = error;
        throw error;
      } finally {
        this.#driving = false;
      }
    });
    this.#last = turn.catch(() => undefined);
    return turn;
  }

  async #workOff(): Promise<void> {
    for (;;) {
      const due = this.#queue.take(this.now);
      if (due) {
        await due.happen();
        continue;
      }
      const execution = this.#nextReady();
      if (!execution) return;
      await this.#hooks.perform(execution);
    }
  }

  #nextReady(): Execution | undefined {
    for (const execution of this.#ready) {
      if (execution.busy) continue; // it awaits an activity further up in this very loop
      this.#ready.delete(execution);
      return execution;
    }
    return undefined;
  }
}
