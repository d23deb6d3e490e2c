import type { JournalOrder, TouchOrder } from '../activities/contract.ts';
import type { ContentChannel, ContentId, ContentOf, VariableArguments } from '../content/catalog.ts';
import type { Instant } from '../domain/time/clock.ts';
import { DAY, milliseconds, type CalendarDuration } from '../domain/time/duration.ts';
import { instantOf, mustBeMoment, type Moment, type Written } from '../domain/time/moment.ts';
import type { DeclaredInput, Knobs, ReadValues } from '../domain/input/program-input.ts';
import type { EngagementKind } from '../domain/scoring/engagement.ts';
import type { FunnelStage } from '../domain/lead/funnel.ts';
import type { StepAnswer, StepArguments, StepName } from '../domain/lead/step.ts';
import { isByHuman, type Engaged } from '../domain/lead/messages.ts';
import type { ProgramFields } from '../domain/people/lead-fields.ts';
import { personaSpec, standardPersonas, type Persona } from '../domain/people/persona.ts';
import { standardScoring } from '../domain/scoring/scoring-policy.ts';
import { temperature, type Temperature } from '../domain/scoring/threshold.ts';
import type { Meant } from '../domain/text/meant.ts';
import type { CallOutcome } from '../domain/sales/call-outcome.ts';
import type { TeamSlug } from '../domain/people/team-slug.ts';
import { actOf, type Act, type ActKind, type AnyWanted, type Wanted } from './acts.ts';
import { openTask, touch as sendTouch } from './activities.ts';
import { outOfReach } from './next.ts';
import type { Flow } from './flow.ts';
import type { Visit } from './visit.ts';
import { runStep } from './run-step.ts';
import { callAndWait, type CallOrder } from './sales/call.ts';
import { Touch, type Settled } from './touch.ts';
import { waitForAct } from './wait-for.ts';

/** Emails that declare no variables, so a program can send any of them. */
type PlainContent = { [Id in ContentOf<'email'>]: [] extends VariableArguments<Id> ? Id : never }[ContentOf<'email'>];

type GivenVariables = Readonly<Record<string, string | Moment>>;

const resolved = (variables: GivenVariables): TouchOrder['variables'] =>
  Object.fromEntries(
    Object.entries(variables).map(([name, value]) => [name, typeof value === 'object' ? instantOf(value) : value]),
  );
/** Confirms a meeting, such as by an email. */
type Meeting = (lead: Lead, meetingAt: Instant) => Promise<unknown>;

/** Halves the pace: what was due on day 10 is due on day 20. */
const SLOWER = 2;

/**
 * A lead as a program sees it: what the program may do, and facts about the lead; never anything personal. A function that reads the
 * input or the knobs of one program takes a `Lead<typeof input, typeof knobs>`.
 */
export class Lead<I extends DeclaredInput = {}, N extends Knobs = {}> {
  readonly #visit: Visit;
  readonly #flow: Flow;
  /** The first day of the track. */
  readonly #from: Instant;

  constructor(flow: Flow) {
    const { visit } = flow;
    this.#visit = visit;
    this.#flow = flow;
    this.#from = visit.state.visit === 1 ? visit.state.acquiredAt : visit.now();
  }

  /**
   * The current instant in program time, in milliseconds since 1970.
   * @example if (lead.now > Date.UTC(2027, 4, 20)) return 'connect';
   */
  get now(): Instant {
    return this.#visit.now();
  }
  /**
   * The kind of buyer whose emails the lead gets.
   * @example if (lead.persona === 'decision-maker') return 'consult';
   */
  get persona(): Persona {
    return this.#visit.facts.personas[this.#personaIndex] ?? this.#visit.facts.personas[0]!;
  }
  /**
   * Whether the lead is a director or above, according to its title.
   * @example return lead.isSenior ? 'sales' : 'qualify';
   */
  get isSenior(): boolean {
    return this.#visit.facts.isSenior;
  }
  /**
   * The fields that the app has added to its leads, as they were when the track began: those that its policy declares as not
   * personal, and registers. An unknown field is undefined; a date is the instant at which it begins, in UTC.
   * @example if ('docks' in lead.fields) return 'educate';
   */
  get fields(): ProgramFields {
    return (this.#visit.facts.fields ?? {}) as ProgramFields;
  }
  /**
   * What the lead's campaign gives the program, by the names that the program declares under `input`. An instant moves when
   * `campaigns.change` changes it: a wait for it becomes longer or shorter, or ends at once.
   * @example
   * export async function remind(lead: Lead<{ startsAt: 'instant' }>) {
   *   await lead.until(before(lead.input.startsAt, '3 days'));
   *   await lead.email('reminder', { startsAt: lead.input.startsAt });
   * }
   */
  get input(): ReadValues<I> {
    return this.#visit.inputs.input as ReadValues<I>;
  }
  /**
   * The values that marketers turn while leads run, by the names that the program declares under `knobs`. The next wait or track of
   * the lead reads the new value.
   * @example
   * export const news = program('news', {
   *   start: 'tell',
   *   recycle: { connect: 'tell', offer: 'tell' },
   *   knobs: { patience: { label: 'Between emails', kind: 'duration', from: '1 day', to: '30 days', standard: '10 days' } },
   *   tracks: {
   *     async tell(lead) {
   *       await lead.email('guide');
   *       await lead.pause(lead.knobs.patience);
   *       return ended('archived', 'was told');
   *     },
   *   },
   * });
   */
  get knobs(): ReadValues<N> {
    return this.#visit.inputs.knobs as ReadValues<N>;
  }
  /**
   * Fit and interest, 0–100 each, as they were when the track began.
   * @example if (lead.score.fit < 30) return ended('archived', 'does not fit well');
   */
  get score(): { readonly fit: number; readonly interest: number } {
    return this.#visit.facts;
  }
  /**
   * The lead's interest in one word: `cold`, `warm` or `hot`, by the score and the thresholds when the track began.
   * @example if (lead.temperature === 'hot') return 'qualify';
   */
  get temperature(): Temperature {
    const { facts } = this.#visit;
    return facts.temperature ?? temperature(standardScoring, facts.interest, 'cold');
  }
  /**
   * The funnel stage that the lead is in: `recycled` once sales has given it back.
   * @example if (lead.stage === 'recycled') return rest('90 days', 'connect');
   */
  get stage(): FunnelStage {
    return this.#visit.state.stage;
  }
  /**
   * The id of the lead's account, if it has one.
   * @example if (lead.company === undefined) return 'educate';
   */
  get company(): string | undefined {
    return this.#visit.facts.accountId;
  }
  /**
   * In a sales track: the act that made the lead ready for sales, or `mql` if its score did.
   * @example if (lead.trigger === 'activated') await lead.email('first-steps');
   */
  get trigger(): EngagementKind | 'mql' | undefined {
    return this.#visit.state.trigger?.kind;
  }
  /**
   * The lead's round through nurture: 1 until a rest ends the first round.
   * @example return lead.cycle < 3 ? rest('30 days', 'connect') : ended('archived', 'silent for three rounds');
   */
  get cycle(): number {
    return this.#visit.state.cycle;
  }
  /**
   * The last 30 things that the lead did, newest last. Acts of scanners are included and have `machine` set.
   * @example if (lead.engagements.some(({ kind, machine }) => kind === 'attended' && !machine)) return 'offer';
   */
  get engagements(): readonly Engaged[] {
    return this.#visit.state.engagements;
  }
  /**
   * Whether a person has reacted to anything since the track began. The first track counts from when the lead came in.
   * @example if (!lead.hasReacted && lead.useNextPersona()) return 'educate';
   */
  get hasReacted(): boolean {
    return this.engagements.some((e) => isByHuman(e) && e.at >= this.#from);
  }
  /**
   * The best email that fits this lead and was never sent to it; undefined when it has received them all.
   * @example if (lead.next) await lead.email(lead.next);
   */
  get next(): PlainContent | undefined {
    return this.#visit.facts.unsent.find((content) => !this.#visit.sent.has(content)) as PlainContent | undefined;
  }

  /** The personas whose versions of a content the lead may get. A version for another kind of buyer is worse than the default. */
  get #versions(): readonly Persona[] {
    return this.#visit.facts.personas.slice(0, this.#personaIndex + 1).toReversed();
  }
  /** Index, in the lead's ranking, of the persona whose emails it gets: 0 until the program or the lead chooses the next one. */
  get #personaIndex(): number {
    return Math.max(this.#visit.state.persona, this.#visit.facts.otherTopic ? 1 : 0);
  }
  /** The pace of the lead's persona when the track began. */
  get #personaPace(): number {
    return this.#visit.facts.paces?.[this.#personaIndex] ?? personaSpec(standardPersonas, this.persona).pace;
  }
  /** The pace that the program set or that the lead asked for: the slower of the two. */
  get #pace(): number {
    return Math.max(this.#visit.state.pace, this.#visit.facts.slower ?? 1);
  }

  /**
   * Whether the lead has received this email or text, from any program.
   * @example if (!lead.has('tips')) await lead.email('tips');
   */
  has<const Id extends Meant<Id, ContentId>>(content: Id): boolean {
    return this.#visit.facts.sent.includes(content) || this.#visit.sent.has(content);
  }
  /**
   * This email or, if the lead has received it, the best one that it has not received. No email is sent to a lead twice.
   * @example await lead.email(lead.fresh('customer-story'));
   */
  fresh<const Id extends Meant<Id, PlainContent>>(content: Id): PlainContent {
    return this.has(content) ? (this.next ?? content) : content;
  }

  /**
   * The instant of a day of the track, at the pace of the persona and of the lead: a slower lead has longer days. In the first
   * track, day 0 is when the lead came in; in later ones, when it entered the track.
   * @example if (lead.now > lead.day(30)) return 'reEngage';
   */
  day(day: number): Instant {
    return this.#from + day * this.#personaPace * this.#pace * DAY;
  }

  /**
   * Sends an email as soon as it may go out: the lifecycle checks consent, quiet hours, caps and rates. It sends nothing if the lead
   * has already received the email, or if the email server refuses it; the touch then gets no reaction, and the program continues.
   * The second argument holds the variables that the email declares.
   * @returns the touch, on which the program waits for a reaction
   * @throws TrackLeft when the lead may not get email any more; don't catch it: the lead leaves the program
   * @example
   * const guide = await lead.email('guide');
   * if (await guide.clicked({ within: '7 days' })) return 'connect';
   * @example await lead.email('meeting', { meetingAt: lead.now });
   */
  email<const Id extends Meant<Id, ContentOf<'email'>>>(content: Id, ...variables: VariableArguments<Id>): Promise<Touch<Id>> {
    return this.send('email', content, ...variables);
  }

  /**
   * Sends a content by the channel that it is written for, such as a text message, as soon as it may go out: as for an email, the
   * lifecycle checks consent, hours, caps and rates. If the lead may not get texts any more, or has no number, nothing is sent, and
   * the program continues; without email, the lead leaves the program.
   * @returns the touch, on which the program waits for a reaction
   * @throws TrackLeft when the lead may not get email any more
   * @example
   * const reminder = await lead.send('sms', 'starts-soon');
   * if (await reminder.clicked({ within: '1 day' })) return 'connect';
   */
  async send<const C extends ContentChannel, const Id extends Meant<Id, ContentOf<NoInfer<C>>>>(
    channel: C,
    content: Id,
    ...variables: VariableArguments<Id>
  ): Promise<Touch<Id>> {
    const visit = this.#visit;
    this.#flow.throwIfLeft();
    this.#flow.begin(`${channel} ${content}`);
    const key = this.#flow.nextKey();
    const touched = { key, content, track: visit.state.track, personas: this.#versions };
    const rep = visit.tasks.last?.assigneeId ?? visit.facts.ownerId;
    const result = await this.#untilSent({ ...touched, repId: rep }, variables[0] ?? {});
    if (result.state === 'never') {
      visit.journal.note('skipped', { to: content, reason: result.because });
      if (result.channelClosed) this.#flow.leave(outOfReach(visit.lane, result.because), result.because);
      this.#flow.throwIfLeft();
    }
    if (result.state === 'sent') visit.touches.push({ ...touched, at: result.at, inDoubt: result.inDoubt === true });
    visit.sent.add(content);
    return new Touch(this, this.#flow, content, key, result);
  }

  /** Retries until the touch goes out or must never go out. A variable that is a moment is the one of the attempt. */
  async #untilSent(order: Omit<TouchOrder, keyof JournalOrder | 'variables'>, variables: GivenVariables): Promise<Settled> {
    const visit = this.#visit;
    const { before } = this.#flow;
    for (;;) {
      if (before !== undefined && this.now >= before) return { state: 'never', because: 'too late', channelClosed: false };
      const { lifts } = visit;
      const result = await this.#flow.writing((journal) => sendTouch({ ...journal, ...order, variables: resolved(variables) }));
      if (result.state !== 'deferred') return result;
      const isOpenAgain = () => visit.lifts > lifts;
      await this.#flow.waitUntil(isOpenAgain, visit.endOf(result), `the moment to send ${order.content} (${result.because})`);
    }
  }

  /**
   * Waits for a duration, whatever the lead does. Only an interrupt ends the wait.
   * @example await lead.pause('3 days');
   */
  async pause(duration: CalendarDuration): Promise<void> {
    this.#flow.begin(`pause ${duration}`);
    await this.#flow.waitUntil(() => false, this.now + milliseconds(duration), `a pause of ${duration}`);
  }

  /**
   * Waits until a moment, such as three days before a webinar, or until a day of the track or the lead does one of the given acts.
   * If the moment moves while the lead waits, the wait moves with it; if it has passed, there is no wait.
   * @returns the act, or `day`
   * @throws DomainError INVALID_INSTANT when the moment is not in milliseconds
   * @example await lead.until(before(Date.UTC(2027, 4, 20, 14), '3 days'));
   * @example if ((await lead.until({ day: 14, or: ['attended', 'downloaded'] })) === 'attended') return 'offer';
   */
  async until<const M extends Written<M, Moment>>(
    goal: M | { readonly day: number; readonly or?: readonly EngagementKind[] },
  ): Promise<EngagementKind | 'day'> {
    const { moment, name, waitingFor = name, or = [] } = this.#goal(goal);
    this.#flow.begin(`until ${[name, ...or].join(' or ')}`);
    const from = this.now;
    const first = () =>
      this.engagements.find((e) => !e.machine && e.at >= from && e.at <= instantOf(moment) && or.includes(e.kind));
    await this.#flow.waitUntil(() => first() !== undefined, moment, waitingFor);
    return first()?.kind ?? 'day';
  }

  #goal(goal: Moment | { readonly day: number; readonly or?: readonly EngagementKind[] }) {
    if (typeof goal === 'object' && 'day' in goal) return { moment: this.day(goal.day), name: `day ${goal.day}`, or: goal.or };
    return { moment: goal, name: new Date(instantOf(mustBeMoment(goal))).toISOString(), waitingFor: 'a date' };
  }

  /**
   * Waits for the first of some acts: each kind with `true`, or with the data that it must have. What counts is when an act
   * happened: from the beginning of the track until the end of the wait; and it counts for one wait only. It may be reported late,
   * but only while the lead still waits: an act that is reported after the end changes nothing here, but `interrupts.on` can react
   * to it. Acts of machines and automatic replies don't count.
   * @throws DomainError INVALID_INSTANT when the end is not in milliseconds
   * @returns the act that happened first, with its kind, its instant and its data; undefined if there was none in time
   * @example
   * const came = await lead.waitFor({ attended: true, replied: true }, { within: '5 days' });
   * switch (came?.kind) {
   *   case 'attended':
   *     return 'offer';
   *   case 'replied':
   *     return 'talk';
   *   case undefined:
   *     return 'reEngage';
   * }
   * @example if (await lead.waitFor({ visited: { page: 'pricing' } }, { until: lead.day(14) })) return 'offer';
   */
  async waitFor<const Kind extends ActKind, const M extends Written<M, Moment>>(
    acts: Wanted<Kind>,
    end: { readonly until: M } | { readonly within: CalendarDuration },
  ): Promise<Act<Kind> | undefined> {
    const until = 'until' in end ? mustBeMoment(end.until) : this.now + milliseconds(end.within);
    const act = await waitForAct(this.#flow, acts as AnyWanted, { from: this.#from, until });
    return act && (actOf(act) as Act<Kind>);
  }

  /**
   * Moves the lead to a funnel stage, and notes the reason in the lead's story. Sales tracks do this themselves.
   * @example lead.becomes('mql', 'asked for the price list');
   */
  becomes(stage: FunnelStage, reason: string): void {
    this.#flow.begin(`becomes ${stage}`);
    this.#visit.becomes(stage, reason);
  }

  /**
   * Switches the lead to the emails for the second persona in its ranking.
   * @returns false if the lead already gets them, or has no second persona
   * @example return lead.useNextPersona() ? 'educate' : 'farewell';
   */
  useNextPersona(): boolean {
    this.#flow.begin('useNextPersona');
    if (this.#visit.state.persona > 0 || this.#visit.facts.personas.length < 2) return false;
    const [from, to] = this.#visit.facts.personas;
    this.#visit.state.persona = 1;
    this.#visit.journal.note('persona', { from: from!, to: to! });
    return true;
  }

  /**
   * Doubles the length of the days of every track of this lead; called twice, it makes them four times as long.
   * @example lead.slowDown();
   */
  slowDown(): void {
    this.#flow.begin('slowDown');
    this.#visit.state.pace *= SLOWER;
    this.#visit.journal.note('pace', { reason: 'asked for fewer emails' });
  }

  /**
   * Puts a call into a team's queue, and waits until a rep has spoken with the lead or nobody will. The program decides what
   * happens next; the tracks of `qualify` and `pursue` decide that for you. The rest follows from the report: the meeting is
   * confirmed by the email in `meeting`, which is not sent once it has begun; the owner of a deal gets the lead; score alone brings
   * no lead back before a date that the rep named; closed channels stay closed. If the lead leaves the track in the meantime, the
   * call is closed. A lead has one call at a time.
   * @returns how the call ended, with the facts that the rep reported
   * @throws DomainError CALL_IN_SALES beside a sales track, which has a task of its own
   * @example
   * const call = await lead.call('asked for a call', { team: 'callers', sla: 'fastTrack', within: '5 days' });
   * switch (call.outcome) {
   *   case 'qualified':
   *   case 'existingDeal':
   *     return 'sales';
   *   case 'notReady':
   *     return rest(call.until, call.track);
   *   case 'slaMissed':
   *   case 'expired':
   *   case 'unreachable':
   *     return 'reEngage';
   *   default:
   *     return ended('disqualified', call.outcome);
   * }
   */
  async call(because: string, { meeting, ...order }: CallOrder & { readonly meeting?: Meeting }): Promise<CallOutcome> {
    const call = await callAndWait(this.#flow, because, order);
    const meetingAt = 'meetingAt' in call ? call.meetingAt : undefined;
    if (meeting && meetingAt !== undefined) {
      // A sales track that follows would confirm it again.
      delete this.#visit.state.meetingAt;
      this.#flow.branch('meeting', (branch) => meeting(new Lead(branch), meetingAt), meetingAt);
    }
    return call;
  }

  /**
   * Puts a task into a team's queue; the track continues without waiting for it.
   * @example await lead.notify('callers', 'has seen the price list');
   */
  async notify<const Team extends Meant<Team, TeamSlug>>(team: Team, because: string): Promise<void> {
    this.#flow.begin(`notify ${team}`);
    const key = this.#flow.nextKey();
    const prefer = this.#visit.tasks.last?.assigneeId;
    const order = { key, kind: 'lookAfter', team, clockFrom: this.now, because, exclude: [], prefer } as const;
    await this.#flow.writing((journal) => openTask({ ...journal, ...order }));
  }

  /**
   * Runs a step of the app, such as an entry in a CRM, and waits for its answer. The step runs on a worker and is retried; it has one
   * answer for each place in the track. If it fails for good, the lead is parked; an operator's retry runs it again.
   * @returns what the step answered
   * @throws TrackLeft when the lead goes elsewhere meanwhile: an attempt that has begun ends, and is not repeated
   * @example
   * const { contact } = await lead.run('crm', { pipeline: 'newcomers' });
   * if (contact === null) return 'educate';
   */
  async run<const Name extends Meant<Name, StepName>>(step: Name, ...[order]: StepArguments<Name>): Promise<StepAnswer<Name>> {
    return (await runStep(this.#flow, step, order ?? {})) as StepAnswer<Name>;
  }
}
