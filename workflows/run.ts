import { ApplicationFailure, condition, isCancellation, setCurrentDetails, sleep, workflowInfo } from '@temporalio/workflow';
import type { GateResult, JournalEntry, JournalOrder, LeadFacts, LeadRef, TouchResult } from '../activities/contract.ts';
import { programTime, type Instant } from '../domain/time/clock.ts';
import { mayMove, type FunnelStage } from '../domain/lead/funnel.ts';
import type { SentTouch } from '../domain/lead/messages.ts';
import type { App } from './app.ts';
import { changeTask, enrich, record } from './activities.ts';
import { Inbox, type LeadMessage } from './inbox.ts';
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

/** Real time between two attempts at what has to be done before a visit may end. */
const INSIST_EVERY = '10 minutes';

const SECOND = 1000;

type Deferral = Extract<TouchResult, { state: 'deferred' }>;

/** One run of a track: the lead's state, what it waits for, and its journal. */
export class Run {
  readonly app: App;
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
  /** Tasks that a verb of this visit has opened, and nobody has closed. */
  readonly #openTasks: Set<string>;
  #entries: number;
  /** Activities under way that carry lines. */
  #writers = 0;

  constructor(app: App, input: LifecycleInput, state: CarriedState, isSales: boolean) {
    const { leadId, enrolmentId, campaignId, program } = input;
    this.app = app;
    this.input = input;
    this.ref = { leadId, enrolmentId, campaignId, program };
    this.state = state;
    this.isSales = isSales;
    this.inbox = new Inbox(state);
    this.#openTasks = new Set(state.openTasks);
    this.#entries = state.written + state.journal.length;
  }

  /** Whether the visit takes the steps of today; one that began under an earlier version ends by the steps of that version. */
  get isCurrent(): boolean {
    return (this.facts as LeadFacts | undefined)?.steps !== undefined;
  }

  /** Whether Postgres has every line. */
  get isWritten(): boolean {
    return !this.isCurrent || (this.state.journal.length === 0 && this.#writers === 0);
  }

  now(): Instant {
    return programTime(this.input.clock, Date.now());
  }

  /** When a deferral ends, by the clock of the server; it is waited out by at least a second of real time. */
  endOf({ until, asOf }: Deferral): Instant {
    return asOf === undefined ? until : this.now() + Math.max(until - asOf, SECOND * this.input.clock.speed);
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

  /**
   * Calls an activity with the journal that is waiting to be written. What was written is then forgotten. Lines are written one
   * batch after the other, in the order in which they were noted.
   */
  async writing<R>(activity: (order: JournalOrder) => Promise<R>): Promise<R> {
    await this.#turnToWrite();
    const journal = this.state.journal.splice(0);
    const writes = journal.length > 0 ? 1 : 0;
    this.#writers += writes;
    try {
      const result = await activity({ ...this.ref, journal, ...(this.isCurrent && this.#turn()) });
      this.#wrote(journal);
      return result;
    } catch (error) {
      this.state.journal.unshift(...journal);
      throw error;
    } finally {
      this.#writers -= writes;
    }
  }

  /** Has the lead enriched. The lines ride along; an earlier version left them where they were. */
  async enriched(): Promise<GateResult> {
    const journal = [...this.state.journal];
    const result = await enrich({ ...this.ref, journal, ...this.#turn() });
    if (result.steps) this.#wrote(this.state.journal.splice(0, journal.length));
    return result;
  }

  /** Writes the lines that no activity has carried along. It insists: what was noted has happened. */
  async flush(): Promise<void> {
    for (;;) {
      await this.#turnToWrite();
      if (this.state.journal.length === 0) return;
      await this.#insist(() => this.writing(record));
    }
  }

  /** Writes what nothing carries along as soon as everything waits: no wait goes on while lines are unwritten. */
  async keepWriting(): Promise<void> {
    try {
      for (;;) {
        await condition(() => this.isClosing || !this.isWritten);
        if (this.isClosing) return;
        await this.flush();
      }
    } catch (error) {
      if (!isCancellation(error)) throw error;
    }
  }

  #wrote(journal: readonly JournalEntry[]): void {
    this.state.written += journal.length;
    const last = journal.at(-1);
    if (last) this.state.last = { visit: last.visit, n: last.n };
  }

  /** Which turn this is: a later one has more events behind it, also when the server has the lead take it again. */
  #turn(): Required<Pick<JournalOrder, 'turn' | 'after'>> {
    const { last, visit, written, turns = 0 } = this.state;
    return { turn: turns + workflowInfo().historyLength, after: last ?? { visit, n: written - 1 } };
  }

  /** The run ends here: the next one counts on. */
  countTurns(): void {
    this.state.turns = (this.state.turns ?? 0) + workflowInfo().historyLength;
  }

  async #turnToWrite(): Promise<void> {
    while (this.isCurrent && this.#writers > 0) await condition(() => this.#writers === 0);
  }

  /** Does it again and again, until it is done. */
  async #insist(what: () => Promise<unknown>): Promise<void> {
    for (;;) {
      try {
        await what();
        return;
      } catch (error) {
        if (isCancellation(error)) throw error;
        await sleep(INSIST_EVERY);
      }
    }
  }

  opened(taskId: string): void {
    this.#openTasks.add(taskId);
    this.state.openTasks = [...this.#openTasks];
  }

  closed(taskId: string): void {
    this.#openTasks.delete(taskId);
    this.state.openTasks = [...this.#openTasks];
    if (this.task?.id === taskId) this.task.state = 'closed';
  }

  /** Whatever way a visit was left: the tasks that its verbs have opened are void. */
  async closeTasks(because: string): Promise<void> {
    // An earlier version closed them where somebody had moved a lead out of a sales' track.
    if (!this.isCurrent && (!this.isSales || this.parked !== undefined)) return;
    for (const taskId of this.#openTasks) {
      const close = (journal: JournalOrder) => changeTask({ ...journal, taskId, change: { to: 'closed', because } });
      await this.#insist(() => this.writing(close).catch(unlessImpossible));
      this.closed(taskId);
    }
  }

  /** Waits for what an operator says about a parked lead. */
  async nextOrder(): Promise<LeadMessage> {
    this.describe(`an operator: ${this.parked}`);
    await condition(() => this.inbox.lead.length > 0);
    return this.inbox.lead[0]!;
  }

  /** For the status, and for the page of the workflow in Temporal's UI. */
  describe(waitingFor: string, until?: Instant): void {
    this.waitingFor = waitingFor;
    this.until = until;
    const moment = until === undefined ? '' : ` until ${new Date(until).toISOString().slice(0, 16).replace('T', ' ')}`;
    setCurrentDetails(`**${this.state.track}** (visit ${this.state.visit}): waits for ${waitingFor}${moment}`);
  }
}

/** What can't be done however often it is asked for is done with: there is no such task. */
function unlessImpossible(error: unknown): void {
  if (!(error instanceof ApplicationFailure && error.nonRetryable)) throw error;
}
