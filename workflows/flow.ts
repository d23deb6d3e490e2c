import { condition } from '@temporalio/workflow';
import type { Instant } from '../domain/time/clock.ts';
import { codeOf } from './code-of.ts';
import { TrackLeft, type Next } from './next.ts';
import type { Visit } from './visit.ts';

/** One line of steps in a visit: the track itself, or a branch that goes on beside it. */
export class Flow {
  readonly visit: Visit;
  /** An email that can't go out before this instant is not sent any more. */
  readonly before: Instant | undefined;
  /** The key of the touch for whose answer the track waits, while it does. */
  asks: string | undefined;
  readonly #prefix: string;
  readonly #branches = new Set<Flow>();
  #left: Error | undefined;
  #effects = 0;

  constructor(visit: Visit, prefix = '', before?: Instant) {
    this.visit = visit;
    this.before = before;
    this.#prefix = prefix;
  }

  get hasLeft(): boolean {
    return this.#left !== undefined;
  }

  /** Whether nothing goes on beside the track. */
  get isAlone(): boolean {
    return this.#branches.size === 0;
  }

  /** The verb in which the track waits throws, and so does every later one. The first reason stays. */
  leave(next: Next<string>, because: string): void {
    this.#left ??= new TrackLeft(next, because);
  }

  /** The verb in which the track waits throws this, and the lead is parked. */
  fail(error: unknown): void {
    this.#left ??= error instanceof Error ? error : new Error('failed', { cause: error });
  }

  stay(): void {
    if (this.#left) throw this.#left;
  }

  /**
   * Begins something that the track does not wait for: an email that has to wait must not hold up a rep.
   * The name is part of the keys: the same thing, begun again in a visit that runs again, has the same keys.
   * @param before an email that can't go out before this instant is not sent any more
   */
  branch(name: string, what: (flow: Flow) => Promise<unknown>, before?: Instant): void {
    const flow = new Flow(this.visit, `/${name}`, before);
    this.#branches.add(flow);
    void this.#untilEnd(flow, what);
  }

  /** The track is over: each branch stops at its next step; a touch that has begun finishes. */
  stopBranches(): void {
    for (const flow of this.#branches) flow.leave('', 'the track is over');
  }

  /** The key of the next effect: the same for the same step of the same visit, however often it runs. */
  nextKey(): string {
    const { ref, state } = this.visit;
    return `${ref.enrolmentId}/${state.visit}${this.#prefix}/${++this.#effects}`;
  }

  /**
   * The one way to wait: until the condition holds or the instant has come.
   * @returns whether the condition holds
   * @throws TrackLeft when the lead is to go somewhere else
   */
  async waitUntil(met: () => boolean, instant: Instant | undefined, waitingFor: string): Promise<boolean> {
    const { visit } = this;
    const done = () => this.hasLeft || met();
    this.stay();
    visit.describe(waitingFor, instant);
    if (instant === undefined) await condition(done);
    // A timer may be early by less than a millisecond of the fast clock: what counts is the instant.
    else while (!done() && visit.now() < instant) await condition(done, visit.realDelay(instant), { summary: waitingFor });
    this.stay();
    return met();
  }

  async #untilEnd(branch: Flow, what: (flow: Flow) => Promise<unknown>): Promise<void> {
    try {
      await what(branch);
    } catch (error) {
      if (!(error instanceof TrackLeft))
        this.visit.journal.note('noted', { reason: `failed beside the track: ${codeOf(error)}` });
    } finally {
      this.#branches.delete(branch);
    }
  }
}
