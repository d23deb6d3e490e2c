import type { ContentId, GoalOf } from '../content/catalog.ts';
import type { Instant } from '../domain/time/clock.ts';
import { milliseconds, type CalendarDuration } from '../domain/time/duration.ts';
import { answerKinds, type AnswerKind, type EngagementKind } from '../domain/scoring/engagement.ts';
import { isByHuman, type Engaged } from '../domain/lead/messages.ts';
import type { TouchResult } from '../activities/contract.ts';
import type { Flow } from './flow.ts';

/** How long a lead has to react: from the sending, or until a day of the track (scaled by the lead's pace). */
export type Deadline = { readonly within: CalendarDuration } | { readonly byDay: number };

/** What a lead did about an email: what the content aims at, a reply, a click on anything else, or nothing. */
export type Reaction<Id extends ContentId> = GoalOf<Id> | 'replied' | 'clicked' | 'none';

/** An answer on which a program branches. That the lead wants to hear from us again is none. */
type Branching = Exclude<AnswerKind, 'resume'>;

/** The answer to a question that an email asked; a pause of 30 days is a later date. The date is the lead's, or ours when it named none. */
export type LeadAnswer =
  | { readonly kind: Exclude<Branching, 'later' | 'boughtElsewhere' | 'pause'> | 'none' }
  | { readonly kind: 'later' | 'boughtElsewhere'; readonly until: Instant };

/** What became of a touch in the end. */
export type Settled = Exclude<TouchResult, { state: 'deferred' }>;

/** What a touch asks of its lead. */
interface Recipient {
  readonly now: Instant;
  readonly engagements: readonly Engaged[];
  /** The instant of a day of the track. */
  day(day: number): Instant;
}

/** A message that was sent, or was not to be (then nobody reacts to it). What it asks is decided by instants, not by what has arrived. */
export class Touch<Id extends ContentId = ContentId> {
  readonly content: Id;
  readonly key: string;
  readonly #lead: Recipient;
  readonly #flow: Flow;
  readonly #result: Settled;

  constructor(lead: Recipient, flow: Flow, content: Id, key: string, result: Settled) {
    this.#lead = lead;
    this.#flow = flow;
    this.content = content;
    this.key = key;
    this.#result = result;
  }

  get wasSent(): boolean {
    return this.#result.state === 'sent';
  }

  /** Whether the lead does in time what the content is there for, by whatever way. */
  metGoal(deadline: Deadline): Promise<boolean> {
    const { goal } = this.#sent;
    return this.#within(deadline, 'its goal', (e) => goal.includes(e.kind)).then((e) => e !== undefined);
  }

  /** Whether the lead clicks any link of this email in time. */
  clicked(deadline: Deadline): Promise<boolean> {
    return this.#within(deadline, 'a click', (e) => e.touch === this.key && e.kind !== 'replied').then((e) => e !== undefined);
  }

  /** Whether the lead writes back in time; an automatic reply is none. */
  replied(deadline: Deadline): Promise<boolean> {
    return this.#within(deadline, 'a reply', isReply).then((e) => e !== undefined);
  }

  /** The answer to the question that this email asks. */
  async answer(deadline: Deadline): Promise<LeadAnswer> {
    this.#flow.asks = this.key;
    const engaged = await this.#within(deadline, 'an answer', (e) => e.touch === this.key && answerOf(e) !== undefined);
    this.#flow.asks = undefined;
    const answer = engaged && answerOf(engaged);
    if (!answer) return { kind: 'none' };
    if (answer === 'later' || answer === 'boughtElsewhere' || answer === 'pause')
      return { kind: answer === 'pause' ? 'later' : answer, until: engaged.until ?? engaged.at + answerKinds[answer].lasts };
    return { kind: answer };
  }

  /** The first thing that the lead, and no machine, does about this email. A click on the way to the goal does not count: the goal itself is told. */
  async reaction(deadline: Deadline): Promise<Reaction<Id>> {
    const { goal } = this.#sent;
    const isOnTheWay = ({ intends }: Engaged) => intends !== undefined && goal.includes(intends);
    const isOne = (e: Engaged) => goal.includes(e.kind) || isReply(e) || (e.touch === this.key && !isOnTheWay(e));
    const engaged = await this.#within(deadline, 'a reaction', isOne);
    if (!engaged) return 'none';
    if (goal.includes(engaged.kind)) return engaged.kind as GoalOf<Id>;
    return engaged.kind === 'replied' ? 'replied' : 'clicked';
  }

  get #sent(): { at: Instant; goal: readonly EngagementKind[] } {
    return this.#result.state === 'sent' ? this.#result : { at: this.#lead.now, goal: [] };
  }

  async #within(deadline: Deadline, what: string, counts: (engaged: Engaged) => boolean): Promise<Engaged | undefined> {
    if (!this.wasSent) return undefined;
    const { at } = this.#sent;
    const until = 'byDay' in deadline ? this.#lead.day(deadline.byDay) : at + milliseconds(deadline.within);
    const first = () => this.#lead.engagements.find((e) => isByHuman(e) && e.at >= at && e.at <= until && counts(e));
    await this.#flow.waitUntil(() => first() !== undefined, until, `${what} (${this.content})`);
    return first();
  }
}

/** What they chose, or wrote back in words that say the same. */
const answerOf = ({ answer, reply }: Engaged): Branching | undefined =>
  answer === 'resume' ? undefined : (answer ?? (reply === 'later' ? 'later' : undefined));

const isReply = (engaged: Engaged): boolean => engaged.kind === 'replied' && engaged.reply !== 'automatic';
