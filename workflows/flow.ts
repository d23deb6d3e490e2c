import { condition } from '@temporalio/workflow';
import type { JournalOrder, Recorded } from '../activities/contract.ts';
import type { Instant } from '../domain/time/clock.ts';
import { codeOf } from './code-of.ts';
import { TrackLeft, type Next } from './next.ts';
import { Verbs, VerbChanged } from './verbs.ts';
import type { Visit } from './visit.ts';

/** A sequence of steps in a visit: the track itself, or a branch that runs in parallel. */
export class Flow {
  readonly visit: Visit;
  /** An email that can't go out before this instant is not sent. */
  readonly before: Instant | undefined;
  /** The key of the touch whose answer the track is waiting for. */
  asks: string | undefined;
  readonly #prefix: string;
  readonly #branches = new Set<Flow>();
  readonly #verbs = new Verbs();
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

  /** Whether no branch is running. */
  get isAlone(): boolean {
    return this.#branches.size === 0;
  }

  /** Makes the verb that the track waits in throw, and every later one too. The first reason wins. */
  leave(next: Next<string>, because: string): void {
    this.#left ??= new TrackLeft(next, because);
  }

  /** Makes the verb that the track waits in throw this error, which parks the lead. */
  fail(error: unknown): void {
    this.#left ??= error instanceof Error ? error : new Error('failed', { cause: error });
  }

  /** @throws the reason to leave the track, if there is one */
  throwIfLeft(): void {
    if (this.#left) throw this.#left;
  }

  /**
   * Begins something that the track does not wait for: a deferred email must not hold up a rep.
   * The name is part of the keys, so a branch has the same keys when its visit runs again.
   * @param before an email that can't go out before this instant is not sent
   */
  branch(name: string, what: (flow: Flow) => Promise<unknown>, before?: Instant): void {
    this.begin(`beside ${name}`);
    const flow = new Flow(this.visit, `/${name}`, before);
    this.#branches.add(flow);
    void this.#untilEnd(flow, what);
  }

  /** Stops each branch at its next step; a touch that has begun finishes. */
  stopBranches(): void {
    for (const flow of this.#branches) flow.leave('', 'the track is over');
  }

  /** Begins a verb. @param verb its identity, such as `email guide`: a replay must come to the same one */
  begin(verb: string): void {
    this.#verbs.begin(verb);
  }

  /** Calls an activity, which writes the lines of the story and records the verbs so far. */
  async writing<R extends Recorded>(activity: (order: JournalOrder) => Promise<R>): Promise<R> {
    return await this.recording((verbs) => this.visit.journal.writing((order) => activity({ ...order, verbs })));
  }

  /** Calls an activity, which records the verbs so far. */
  async recording<R extends Recorded>(activity: (verbs: readonly string[]) => Promise<R>): Promise<R> {
    try {
      return await this.#verbs.carriedBy(activity);
    } catch (error) {
      // A program that catches it does not get past its next verb.
      if (error instanceof VerbChanged) this.#left = error;
      throw error;
    }
  }

  /** The key of the next effect: the same step of the same visit always has the same key, however often it runs. */
  nextKey(): string {
    const { ref, state } = this.visit;
    return `${ref.enrolmentId}/${state.visit}${this.#prefix}/${++this.#effects}`;
  }

  /**
   * Waits until the condition holds or the instant has come. Tracks wait in no other way.
   * @returns whether the condition holds
   * @throws TrackLeft when the lead must go somewhere else
   */
  async waitUntil(met: () => boolean, instant: Instant | undefined, waitingFor: string): Promise<boolean> {
    const { visit } = this;
    const done = () => this.hasLeft || met();
    this.throwIfLeft();
    visit.describe(waitingFor, instant);
    if (instant === undefined) await condition(done);
    // A timer may fire up to a millisecond of the fast clock early, so the loop compares with the instant.
    else while (!done() && visit.now() < instant) await condition(done, visit.realDelay(instant), { summary: waitingFor });
    this.throwIfLeft();
    return met();
  }

  async #untilEnd(branch: Flow, what: (flow: Flow) => Promise<unknown>): Promise<void> {
    try {
      await what(branch);
    } catch (error) {
      if (error instanceof VerbChanged) throw error;
      if (!(error instanceof TrackLeft))
        this.visit.journal.note('noted', { reason: `failed beside the track: ${codeOf(error)}` });
    } finally {
      this.#branches.delete(branch);
    }
  }
}
