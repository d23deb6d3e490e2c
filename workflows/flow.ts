import { condition } from '@temporalio/workflow';
import type { JournalOrder, Recorded } from '../activities/contract.ts';
import type { Engaged } from '../domain/lead/messages.ts';
import type { Instant } from '../domain/time/clock.ts';
import { instantOf, type Moment } from '../domain/time/moment.ts';
import { NeverWaits, WITHOUT_WAIT } from './never-waits.ts';
import { TrackLeft, type Left } from './next.ts';
import { reasonOf } from './reason-of.ts';
import { Verbs, VerbChanged } from './verbs.ts';
import type { Visit } from './visit.ts';

/** A sequence of steps in a visit: the track itself, or a branch that runs in parallel. */
export class Flow {
  readonly visit: Visit;
  /** An email that can't go out before this instant is not sent. */
  readonly before: Instant | undefined;
  /** The key of the touch whose answer the track is waiting for. */
  asks: string | undefined;
  /** Whether the track waits for an act, and so decides itself what follows from it. */
  awaits: ((engaged: Engaged) => boolean) | undefined;
  readonly #prefix: string;
  readonly #branches = new Set<Flow>();
  readonly #verbs = new Verbs();
  #left: Error | undefined;
  #effects = 0;
  /** Steps since the last wait. */
  #steps = 0;
  #hasWaited = false;

  constructor(visit: Visit, prefix = '', before?: Instant) {
    this.visit = visit;
    this.before = before;
    this.#prefix = prefix;
  }

  get hasLeft(): boolean {
    return this.#left !== undefined;
  }

  /** Whether it has waited for anything. */
  get hasWaited(): boolean {
    return this.#hasWaited;
  }

  /** The verb that was begun last, such as `step 2, notify callers`. */
  get step(): string | undefined {
    return this.#verbs.last;
  }

  /** Whether no branch is running. */
  get isAlone(): boolean {
    return this.#branches.size === 0;
  }

  /** Makes the verb that the track waits in throw, and every later one too. The first reason wins. */
  leave(next: Left, because: string): void {
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
    this.#goOn();
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
   * Waits until the condition holds or the moment has come. Tracks wait in no other way.
   * @returns whether the condition holds
   * @throws TrackLeft when the lead must go somewhere else
   * @throws NeverWaits when the track has come to many waits that were over at once
   */
  async waitUntil(met: () => boolean, moment: Moment | undefined, waitingFor: string): Promise<boolean> {
    const { visit } = this;
    const done = () => this.hasLeft || met();
    this.throwIfLeft();
    visit.describe(waitingFor, moment && instantOf(moment));
    if (done() || (moment !== undefined && visit.now() >= instantOf(moment))) this.#goOn();
    else this.#wait();
    if (moment === undefined) await condition(done);
    // A timer may fire up to a millisecond of the fast clock early, and the moment may move: the loop compares with it.
    else while (!done() && visit.now() < instantOf(moment)) await this.#timer(done, moment, waitingFor);
    this.throwIfLeft();
    return met();
  }

  /** Waits for a timer, until the condition holds, the moment has moved, or the clock has changed its speed. */
  async #timer(done: () => boolean, moment: Moment, waitingFor: string): Promise<void> {
    const instant = instantOf(moment);
    const { clock } = this.visit;
    this.visit.describe(waitingFor, instant);
    const isOver = () => done() || instantOf(moment) !== instant || this.visit.clock !== clock;
    await condition(isOver, this.visit.realDelay(instant), { summary: this.#verbs.summaryOfTimer(waitingFor) });
  }

  #wait(): void {
    this.#steps = 0;
    this.#hasWaited = true;
  }

  /** Takes a step without a wait. @throws NeverWaits when the track never waits */
  #goOn(): void {
    if (++this.#steps > WITHOUT_WAIT.steps) throw new NeverWaits(`${WITHOUT_WAIT.steps} steps without a wait`);
  }

  async #untilEnd(branch: Flow, what: (flow: Flow) => Promise<unknown>): Promise<void> {
    try {
      await what(branch);
    } catch (error) {
      if (error instanceof VerbChanged) throw error;
      if (!(error instanceof TrackLeft))
        this.visit.journal.note('noted', { reason: `failed beside the track: ${reasonOf(error, branch.step)}` });
    } finally {
      this.#branches.delete(branch);
    }
  }
}
