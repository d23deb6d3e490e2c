import { condition, setCurrentDetails } from '@temporalio/workflow';
import type { LeadFacts, LeadRef, TouchResult } from '../activities/contract.ts';
import { programTime, realDelay, type ClockSpec, type Instant } from '../domain/time/clock.ts';
import { HOUR } from '../domain/time/duration.ts';
import { mayMove, type FunnelStage } from '../domain/lead/funnel.ts';
import { instantOf, type Moment } from '../domain/time/moment.ts';
import type { ContactabilityChanged, Engaged, LeadStatus, SentTouch } from '../domain/lead/messages.ts';
import { loadFacts } from './activities.ts';
import type { App } from './app.ts';
import type { ProgramInputs } from './program-inputs.ts';
import { Inbox, type LeadMessage } from './inbox.ts';
import { Journal } from './journal.ts';
import { OneAtATime } from './one-at-a-time.ts';
import { RepTasks } from './sales/rep-tasks.ts';
import type { CarriedState, LifecycleInput } from './state.ts';

const SECOND = 1000;
/** Facts that are older are loaded again: no worker may have been there when the run was started. */
const FRESH = HOUR;

type Deferral = Extract<TouchResult, { state: 'deferred' }>;

/** One visit of a track, which is one run of the workflow: the lead's state, the facts, and what the lead waits for. */
export class Visit {
  readonly app: App;
  readonly ref: LeadRef;
  /** The lane of a side program; undefined in the lead's main program. */
  readonly lane: string | undefined;
  readonly state: CarriedState;
  readonly inbox: Inbox;
  readonly journal: Journal;
  readonly oneAtATime = new OneAtATime(() => this.isCurrent);
  readonly tasks: RepTasks;
  readonly inputs: ProgramInputs;
  /** Whether the track is a sales track. */
  readonly isSales: boolean;
  /** Contents sent since the facts were loaded. */
  readonly sent = new Set<string>();
  /** Touches that went out in this visit: after a restore of Postgres, only the workflow knows them. */
  readonly touches: SentTouch[] = [];
  /** The track in which the lead begins, if it is not the program's first one. */
  readonly entry: string | undefined;
  /** The facts that the run was started with, if any. */
  readonly given: LeadFacts | undefined;
  /** When the run began. */
  readonly begunAt: Instant;
  #clock: ClockSpec;
  #facts: LeadFacts | undefined;
  #parked: string | undefined;
  #lifts = 0;
  #isInterruptible = false;
  #isClosing = false;
  #waitingFor = 'to begin';
  #until: Instant | undefined;

  constructor(
    app: App,
    { leadId, enrolmentId, campaignId, program, clock, track, lane, facts }: LifecycleInput,
    state: CarriedState,
    isSales: boolean,
    inputs: ProgramInputs,
  ) {
    this.app = app;
    this.ref = { leadId, enrolmentId, campaignId, program };
    this.lane = lane;
    this.state = state;
    this.isSales = isSales;
    this.inputs = inputs;
    this.entry = track;
    this.given = facts;
    this.inbox = new Inbox(state);
    this.journal = new Journal(this);
    this.tasks = new RepTasks(this);
    this.#clock = clock;
    this.begunAt = this.now();
  }

  /** What Postgres knows about the lead. It is loaded before any verb runs. */
  get facts(): LeadFacts {
    return this.#facts!;
  }
  /** Whether the visit began under this version; one that began under 0.1.0 must take that version's steps to its end. */
  get isCurrent(): boolean {
    return this.#facts?.steps !== undefined;
  }
  /** The error that parked the lead: its code and its place. */
  get parked(): string | undefined {
    return this.#parked;
  }
  /** How often a closed channel was opened again. */
  get lifts(): number {
    return this.#lifts;
  }
  /** Whether the lead is in a nurture track or a rest. */
  get isInterruptible(): boolean {
    return this.#isInterruptible;
  }
  /** Whether the lead is in the rest before its track. A visit that began under 0.1.0 entered the track first, and then rested in it. */
  get isResting(): boolean {
    const { restEnd } = this;
    return this.isCurrent && this.#isInterruptible && restEnd !== undefined && instantOf(restEnd) > this.now();
  }
  /** When the lead's rest ends; it may move with the campaign's input. */
  get restEnd(): Moment | undefined {
    const { notBefore, follows } = this.state;
    return follows ? this.inputs.following(follows) : notBefore;
  }
  get isClosing(): boolean {
    return this.#isClosing;
  }

  get clock(): ClockSpec {
    return this.#clock;
  }

  /** Makes time pass at another speed; every wait for an instant starts again. */
  setClock(clock: ClockSpec): void {
    this.#clock = clock;
  }

  now(): Instant {
    return programTime(this.#clock, Date.now());
  }

  /** Real milliseconds until an instant. */
  realDelay(until: Instant): number {
    return realDelay(this.#clock, this.now(), until);
  }

  /** When a deferral ends: as long after now as the server's clock says, and at least a second of real time. */
  endOf({ until, asOf }: Deferral): Instant {
    return asOf === undefined ? until : this.now() + Math.max(until - asOf, SECOND * this.#clock.speed);
  }

  /** Begins with the facts that came with a message, or loads them. */
  async beginWith(given: LeadFacts | undefined): Promise<void> {
    if (given?.asOf === undefined || this.now() - given.asOf > FRESH) return await this.loadFacts();
    // Wishes that the lead has expressed in the meantime are newer.
    this.#takeFacts({ ...given, ...this.#facts });
  }

  /** Loads the facts from Postgres again. */
  async loadFacts(): Promise<void> {
    this.#takeFacts(await this.oneAtATime.run(() => loadFacts(this.ref)));
  }

  #takeFacts(facts: LeadFacts): void {
    this.#facts = facts;
    // The lead's main program decides about its stage.
    if (this.lane !== undefined) this.state.stage = facts.stage;
  }

  /** Applies a lead's wishes at once: the next email and the next date follow them. */
  applyPreferences({ prefers, answer }: Engaged): void {
    if (!prefers) return;
    this.#facts = { ...this.#facts!, ...prefers };
    if (answer === 'resume') this.state.pace = 1;
  }

  /** Sets the channels that may be used to reach the lead. */
  setChannels({ email, phone, because, lifted }: ContactabilityChanged): void {
    this.state.mayEmail = email;
    this.state.mayPhone = phone;
    this.state.channelsBecause = because;
    if (lifted) this.#lifts++;
  }

  /** Moves the lead to a funnel stage. A move that the funnel does not allow is noted, and not made. */
  becomes(stage: FunnelStage, reason: string): void {
    const from = this.state.stage;
    if (from === stage) return;
    if (!mayMove(from, stage)) return this.journal.note('noted', { from, to: stage, reason: `not a legal move: ${reason}` });
    this.state.stage = stage;
    this.journal.note('stage', { from, to: stage, reason });
  }

  /** Begins a nurture track, or the rest before it: interrupts apply from now on. */
  beginNurture(): void {
    this.#isInterruptible = true;
  }

  /** Ends the track, or parks the lead: no interrupt applies any more. */
  endTrack(): void {
    this.#isInterruptible = false;
  }

  /** Leaves messages that come in from now on to the next visit. */
  close(): void {
    this.#isClosing = true;
  }

  /** Parks the lead until an operator decides how it continues. */
  park(reason: string): void {
    this.#parked = reason;
    this.journal.note('parked', { from: this.state.track, reason });
  }

  /** Waits for an operator's update about a parked lead; undefined if its campaign is stopped instead. */
  async nextOrder(): Promise<LeadMessage | undefined> {
    this.describe(`an operator: ${this.#parked}`);
    await condition(() => this.inbox.lead.length > 0 || (this.state.isStopped === true && !this.isSales));
    return this.inbox.lead[0];
  }

  /** Says what the lead waits for, in its status and on the workflow's page in Temporal's UI. */
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
      until: this.#until,
      taskId: last && this.tasks.isOpen(last) ? last.id : undefined,
      parked: this.#parked,
    };
  }
}
