import { AsyncLocalStorage } from 'node:async_hooks';
import type { Instant } from '../../domain/time/clock.ts';
import { DueQueue } from './due-queue.ts';
import type { Due } from './due-queue.ts';
import { EngineError } from './errors.ts';
import type { Execution } from './execution.ts';

export interface DriverHooks {
  readonly perform: (execution: Execution) => Promise<void>;
  /** Called before time moves on or the run stops; returns true if it gave the engine something to do. */
  readonly onTick: ((now: Instant) => Promise<boolean> | boolean) | undefined;
}

/** External code that the loop is running: an activity, a world event, the hook. */
interface Guest {
  /** How many workflow answers it waits for; time may pass in between. */
  waitsFor: number;
}

/**
 * The loop. At each instant, everything that is due happens, in order. Then each execution with something to do performs tasks one by
 * one, until none has anything left. Only then does time jump to the next thing that is due.
 *
 * One caller at a time drives it. Guests never drive: their requests are queued, and performed while the loop attends to them.
 */
export class Driver {
  now: Instant;
  readonly #queue = new DueQueue();
  readonly #ready = new Set<Execution>();
  readonly #hooks: DriverHooks;
  readonly #inside = new AsyncLocalStorage<Guest>();
  readonly #guests = new Set<Guest>();
  readonly #errors: unknown[] = [];
  #lastTurn: Promise<unknown> = Promise.resolve();
  #driving = false;
  #asked = false;
  #ticking = false;
  #wake: () => void = () => undefined;

  constructor(start: Instant, hooks: DriverHooks) {
    this.now = start;
    this.#hooks = hooks;
  }

  /** When the next thing is due. */
  get nextAt(): Instant | undefined {
    return this.#queue.nextAt();
  }

  at(instant: Instant, happen: Due['happen']): Due {
    return this.#queue.add(Math.max(instant, this.now), happen);
  }

  wake(execution: Execution): void {
    this.#ready.add(execution);
  }

  /** Lets time pass until the instant. Throws `REENTRANT_RUN` inside a guest. */
  async advance(until: Instant): Promise<void> {
    if (this.#guest()) {
      const message =
        'an activity or a world event can’t let time pass, because it happens at one instant. Use engine.at() for later';
      throw new EngineError('REENTRANT_RUN', until, message);
    }
    await this.#takeTurn(async () => {
      for (;;) {
        await this.#settle();
        if (await this.#tick()) continue;
        if (this.#ready.size > 0) continue;
        const next = this.#queue.nextAt();
        if (next === undefined || next > until) break;
        this.now = Math.max(this.now, next);
      }
      this.now = Math.max(this.now, until);
    });
  }

  /** Performs what is due now, for a caller who waits for an answer. Rejects if that fails. */
  async answer(): Promise<void> {
    if (!this.#guest()) return this.#takeTurn(() => this.#settle());
    this.#asked = true;
    this.#wake();
  }

  /** Records that the caller, if it is a guest, waits for this answer, which may need time to pass. */
  expect(answer: Promise<unknown>): void {
    const guest = this.#guest();
    if (!guest) return;
    guest.waitsFor++;
    const answered = () => {
      guest.waitsFor--;
      this.#wake();
    };
    answer.then(answered, answered);
  }

  /** Awaits an activity, whose workflow or retry waits for it, and performs the tasks that it requests in the meantime. */
  async serve<T>(work: () => Promise<T>): Promise<T> {
    let settled = false;
    const settle = () => {
      settled = true;
      this.#wake();
    };
    const result = this.#inside.run({ waitsFor: 0 }, work);
    result.then(settle, settle);
    for (;;) {
      await this.#sleepUnless(() => settled || this.#asked);
      if (settled) return result;
      this.#asked = false;
      await this.#workOff();
    }
  }

  /** Runs a guest until it ends, or waits for an answer that takes time. Anything it throws stops the loop. */
  async host(work: () => Promise<unknown>): Promise<void> {
    const guest: Guest = { waitsFor: 0 };
    this.#guests.add(guest);
    const leave = () => {
      this.#guests.delete(guest);
      this.#wake();
    };
    this.#inside.run(guest, work).then(leave, (error: unknown) => {
      this.#errors.push(error);
      leave();
    });
    await this.#attend();
  }

  async #attend(): Promise<void> {
    for (;;) {
      const atWork = [...this.#guests].some(({ waitsFor }) => waitsFor === 0);
      if (this.#errors.length > 0) throw this.#errors[0];
      if (!atWork && !this.#asked) return;
      await this.#sleepUnless(() => this.#asked);
      this.#asked = false;
      await this.#workOff();
    }
  }

  async #settle(): Promise<void> {
    do {
      await this.#workOff();
      await this.#attend();
    } while (this.#ready.size > 0);
  }

  async #tick(): Promise<boolean> {
    const { onTick } = this.#hooks;
    if (!onTick || this.#ticking) return false;
    let more = false;
    this.#ticking = true;
    await this.host(async () => {
      more = await onTick(this.now);
      this.#ticking = false;
    });
    return more;
  }

  #guest = (): Guest | undefined => (this.#driving ? this.#inside.getStore() : undefined);

  #sleepUnless(awake: () => boolean): Promise<void> {
    return new Promise((wake) => {
      this.#wake = wake;
      if (awake()) wake();
    });
  }

  async #takeTurn(work: () => Promise<void>): Promise<void> {
    const turn = this.#lastTurn.then(async () => {
      if (this.#errors.length > 0) throw this.#errors[0];
      this.#driving = true;
      try {
        await work();
      } catch (error) {
        this.#errors.push(error);
        throw error;
      } finally {
        this.#driving = false;
      }
    });
    this.#lastTurn = turn.catch(() => undefined); // it is among the errors
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
      if (execution.busy) continue; // it awaits an activity further up the stack
      this.#ready.delete(execution);
      return execution;
    }
    return undefined;
  }
}
