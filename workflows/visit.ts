import { condition, setCurrentDetails } from '@temporalio/workflow';
import type { LeadFacts, LeadRef, TouchResult } from '../activities/contract.ts';
import { programTime, realDelay, type ClockSpec, type Instant } from '../domain/time/clock.ts';
import { mayMove, type FunnelStage } from '../domain/lead/funnel.ts';
import type { ContactabilityChanged, Engaged, LeadStatus, SentTouch } from '../domain/lead/messages.ts';
import { loadFacts } from './activities.ts';
import type { App } from './app.ts';
import { Inbox, type LeadMessage } from './inbox.ts';
import { Journal } from './journal.ts';
import { OneAtATime } from './one-at-a-time.ts';
import { RepTasks } from './sales/rep-tasks.ts';
import type { CarriedState, LifecycleInput } from './state.ts';

const SECOND = 1000;

type Deferral = Extract<TouchResult, { state: 'deferred' }>;

/** One visit of a track: what the lead carries, what is known of it, and what it waits for. It is one run of the workflow. */
export class Visit {
  readonly app: App;
  readonly ref: LeadRef;
  readonly state: CarriedState;
  readonly inbox: Inbox;
  readonly journal: Journal;
  readonly oneAtATime = new OneAtATime(() => this.isCurrent);
  readonly tasks: RepTasks;
  /** Sales works on the lead. */
  readonly isSales: boolean;
  /** Contents that were sent since the facts were loaded. */
  readonly sent = new Set<string>();
  /** What went out in this visit: after a restore of Postgres, only the workflow knows. */
  readonly touches: SentTouch[] = [];
  readonly #clock: ClockSpec;
  #facts: LeadFacts | undefined;
  #parked: string | undefined;
  #lifts = 0;
  #isInterruptible = false;
  #isClosing = false;
  #waitingFor = 'to begin';
  #until: Instant | undefined;

  constructor(
    app: App,
    { leadId, enrolmentId, campaignId, program, clock }: LifecycleInput,
    state: CarriedState,
    isSales: boolean,
  ) {
    this.app = app;
    this.ref = { leadId, enrolmentId, campaignId, program };
    this.state = state;
    this.isSales = isSales;
    this.inbox = new Inbox(state);
    this.journal = new Journal(this);
    this.tasks = new RepTasks(this);
    this.#clock = clock;
  }

  /** What Postgres knows of the lead. No verb runs before it is loaded. */
  get facts(): LeadFacts {
    return this.#facts!;
  }
  /** Whether the visit takes the steps of today; one that began under an earlier version ends by the steps of that version. */
  get isCurrent(): boolean {
    return this.#facts?.steps !== undefined;
  }
  /** The code of the error that the lead is parked with. */
  get parked(): string | undefined {
    return this.#parked;
  }
  /** Counts how often a closed channel was opened again. */
  get lifts(): number {
    return this.#lifts;
  }
  /** A nurture track or a rest has begun, and goes on. */
  get isInterruptible(): boolean {
    return this.#isInterruptible;
  }
  get isClosing(): boolean {
    return this.#isClosing;
  }

  now(): Instant {
    return programTime(this.#clock, Date.now());
  }

  /** Real milliseconds until an instant. */
  realDelay(until: Instant): number {
    return realDelay(this.#clock, this.now(), until);
  }

  /** When a deferral ends, by the clock of the server; it is waited out by at least a second of real time. */
  endOf({ until, asOf }: Deferral): Instant {
    return asOf === undefined ? until : this.now() + Math.max(until - asOf, SECOND * this.#clock.speed);
  }

  /** Gets the facts as Postgres has them now. */
  async loadFacts(): Promise<void> {
    this.#facts = await this.oneAtATime.run(() => loadFacts(this.ref));
  }

  /** What a lead wishes holds at once: the next email and the next date follow it. */
  heeds({ prefers, answer }: Engaged): void {
    if (!prefers) return;
    this.#facts = { ...this.#facts!, ...prefers };
    if (answer === 'resume') this.state.pace = 1;
  }

  /** The channels by which the lead may be reached have changed. */
  reachesBy({ email, phone, because, lifted }: ContactabilityChanged): void {
    this.state.mayEmail = email;
    this.state.mayPhone = phone;
    this.state.channelsBecause = because;
    if (lifted) this.#lifts++;
  }

  /** Moves the lead to a funnel stage; a move that the funnel doesn't know is noted and not made. */
  becomes(stage: FunnelStage, reason: string): void {
    const from = this.state.stage;
    if (from === stage) return;
    if (!mayMove(from, stage)) return this.journal.note('noted', { from, to: stage, reason: `not a legal move: ${reason}` });
    this.state.stage = stage;
    this.journal.note('stage', { from, to: stage, reason });
  }

  /** A nurture track begins, or the rest before it: interrupts hold from now on. */
  beginNurture(): void {
    this.#isInterruptible = true;
  }

  /** The track has been left, or its lead is parked: no interrupt holds. */
  endTrack(): void {
    this.#isInterruptible = false;
  }

  /** What comes in from now on is for the next visit. */
  close(): void {
    this.#isClosing = true;
  }

  /** Parks the lead: an operator has to say how it goes on. */
  park(code: string): void {
    this.#parked = code;
    this.journal.note('parked', { from: this.state.track, reason: code });
  }

  /** Waits for what an operator says about a parked lead. */
  async nextOrder(): Promise<LeadMessage> {
    this.describe(`an operator: ${this.#parked}`);
    await condition(() => this.inbox.lead.length > 0);
    return this.inbox.lead[0]!;
  }

  /** For the status, and for the page of the workflow in Temporal's UI. */
  describe(waitingFor: string, until?: Instant): void {
    this.#waitingFor = waitingFor;
    this.#until = until;
    const moment = until === undefined ? '' : ` until ${new Date(until).toISOString().slice(0, 16).replace('T', ' ')}`;
    setCurrentDetails(`**${this.state.track}** (visit ${this.state.visit}): waits for ${waitingFor}${moment}`);
  }

  get status(): LeadStatus {
    const { track, visit, stage } = this.state;
    const { last } = this.tasks;
    return {
      program: this.ref.program,
      track,
      visit,
      stage,
      waitingFor: this.#waitingFor,
      ...(this.#until !== undefined && { until: this.#until }),
      ...(last && this.tasks.isOpen(last) && { taskId: last.id }),
      ...(this.#parked && { parked: this.#parked }),
    };
  }
}
