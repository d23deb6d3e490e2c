import { condition, setCurrentDetails } from '@temporalio/workflow';
import type { JournalEntry, JournalOrder, LeadFacts, LeadRef } from '../activities/contract.ts';
import { programTime, realDelay, type Instant } from '../domain/clock.ts';
import { mayMove, type FunnelStage } from '../domain/funnel.ts';
import type { SentTouch } from '../domain/messages.ts';
import { record } from './activities.ts';
import { Inbox, type LeadMessage } from './inbox.ts';
import { TrackLeft, type Next } from './next.ts';
import type { CarriedState, LifecycleInput } from './state.ts';

/** The rep's task that the lead waits on, or waited on last. */
export interface RepTask {
  readonly id: string;
  readonly team: string;
  readonly kind: 'call' | 'acceptance';
  assigneeId?: string | undefined;
  /** `undecided`: its manager has been asked. */
  state: 'open' | 'undecided' | 'closed';
}

/** One run of a track: the lead's state, what it waits for, and its journal. */
export class Run {
  readonly input: LifecycleInput;
  readonly ref: LeadRef;
  readonly state: CarriedState;
  readonly inbox: Inbox;
  facts!: LeadFacts;
  task: RepTask | undefined;
  /** What was sent since the facts were loaded. */
  readonly sent = new Set<string>();
  /** What went out in this run: after a restore of Postgres, only the workflow knows. */
  readonly touches: SentTouch[] = [];
  waitingFor = 'to begin';
  until: Instant | undefined;
  parked: string | undefined;
  /** Sales works on the lead in this run. */
  readonly isSales: boolean;
  /** A nurture track or a rest has begun, and goes on. */
  isInterruptible = false;
  /** Counts how often something that was closed was opened again. */
  lifts = 0;
  /** The track is over: what comes in now is for the next run. */
  isClosing = false;
  #entries: number;

  constructor(input: LifecycleInput, state: CarriedState, isSales: boolean) {
    const { leadId, enrolmentId, campaignId, program } = input;
    this.input = input;
    this.ref = { leadId, enrolmentId, campaignId, program };
    this.state = state;
    this.isSales = isSales;
    this.inbox = new Inbox(state);
    this.#entries = state.written + state.journal.length;
  }

  now(): Instant {
    return programTime(this.input.clock, Date.now());
  }

  /** A line in the lead's story; it rides on the next activity. */
  note(kind: JournalEntry['kind'], entry: Pick<JournalEntry, 'from' | 'to' | 'reason'> = {}): void {
    this.state.journal.push({ visit: this.state.visit, n: this.#entries++, at: this.now(), kind, ...entry });
  }

  /** Moves the lead to a funnel stage; a move that the funnel doesn't know is noted and not made. */
  becomes(stage: FunnelStage, reason: string): void {
    const from = this.state.stage;
    if (from === stage) return;
    if (!mayMove(from, stage)) return this.note('noted', { from, to: stage, reason: `not a legal move: ${reason}` });
    this.state.stage = stage;
    this.note('stage', { from, to: stage, reason });
  }

  /** Calls an activity with the journal that is waiting to be written. What was written is then forgotten. */
  async writing<R>(activity: (order: JournalOrder) => Promise<R>): Promise<R> {
    const journal = this.state.journal;
    this.state.journal = [];
    try {
      const result = await activity({ ...this.ref, journal });
      this.state.written += journal.length;
      return result;
    } catch (error) {
      this.state.journal = [...journal, ...this.state.journal];
      throw error;
    }
  }

  /** Waits for what an operator says about a parked lead. */
  async nextOrder(): Promise<LeadMessage> {
    this.describe(`an operator: ${this.parked}`);
    await condition(() => this.inbox.lead.length > 0);
    return this.inbox.lead[0]!;
  }

  async flush(): Promise<void> {
    if (this.state.journal.length > 0) await this.writing(record);
  }

  /** For the status, and for the page of the workflow in Temporal's UI. */
  describe(waitingFor: string, until?: Instant): void {
    this.waitingFor = waitingFor;
    this.until = until;
    const moment = until === undefined ? '' : ` until ${new Date(until).toISOString().slice(0, 16).replace('T', ' ')}`;
    setCurrentDetails(`**${this.state.track}** (visit ${this.state.visit}): waits for ${waitingFor}${moment}`);
  }
}

/** One line of what happens in a run: the track itself, or mails that go out beside the work of sales. */
export class Flow {
  readonly run: Run;
  /** A mail that can't go out before this instant is not sent any more. */
  readonly before: Instant | undefined;
  /** The key of the touch for whose answer the track waits, while it does. */
  asks: string | undefined;
  readonly #prefix: string;
  #left: TrackLeft | undefined;
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
