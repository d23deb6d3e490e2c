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

/** An answer that holds until a date. */
type Lasting = { [A in AnswerKind]: (typeof answerKinds)[A] extends { lasts: number } ? A : never }[AnswerKind];

/** The answer to a question that an email asked; a pause of 30 days is a later date. The date is the lead's, or ours when it named none. */
export type LeadAnswer =
  | { readonly kind: Exclude<Branching, Lasting> | 'none' }
  | { readonly kind: Exclude<Lasting, 'pause'>; readonly until: Instant };

/** What became of a touch in the end. */
export type Settled = Exclude<TouchResult, { state: 'deferred' }>;

/** What a touch asks of its lead. */
interface Recipient {
  readonly now: Instant;
  readonly engagements: readonly Engaged[];
  /** The instant of a day of the track. */
  day(day: number): Instant;
}

/**
 * An email that was sent, or that could not be sent: then nobody reacts to it, and each question is answered at once. A reaction
 * counts by its own instant, also when Trellis hears of it late.
 */
export class Touch<Id extends ContentId = ContentId> {
  /**
   * Which email it is.
   * @example
   * const touch = await lead.email('tips');
   * if (!touch.wasSent) await lead.notify('callers', `could not send ${touch.content}`);
   */
  readonly content: Id;
  /**
   * The id of this email to this lead: the key of its row in `touches`.
   * @example
   * const { key } = await lead.email('tips');
   * const clicks = lead.engagements.filter(({ touch }) => touch === key);
   * if (clicks.length > 3) return 'offer';
   */
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

  /**
   * Whether the email went out; also true while it is in doubt.
   * @example
   * const spare = await lead.email('tips');
   * if (!spare.wasSent) return 'farewell';
   */
  get wasSent(): boolean {
    return this.#result.state === 'sent';
  }

  /**
   * Waits for what the email aims at: the `goal` in its front matter. It counts by whatever way the lead does it.
   * @returns whether the lead did it in time
   * @example
   * const help = await lead.email('trial-tips');
   * return (await help.metGoal({ within: '10 days' })) ? 'qualify' : 'consult';
   */
  metGoal(deadline: Deadline): Promise<boolean> {
    const { goal } = this.#sent;
    return this.#within(deadline, 'its goal', (e) => goal.includes(e.kind)).then((e) => e !== undefined);
  }

  /**
   * Waits for a click on any link of this email.
   * @returns whether there was one in time; a scanner's click is none
   * @example
   * const goodbye = await lead.email('farewell');
   * return (await goodbye.clicked({ byDay: 7 })) ? 'connect' : ended('archived', 'silent');
   */
  clicked(deadline: Deadline): Promise<boolean> {
    return this.#within(deadline, 'a click', (e) => e.touch === this.key && e.kind !== 'replied').then((e) => e !== undefined);
  }

  /**
   * Waits for a reply.
   * @returns whether the lead wrote back in time; an automatic reply is none
   * @example
   * const consultation = await lead.email('invitation');
   * if (await consultation.replied({ within: '14 days' })) return 'qualify';
   */
  replied(deadline: Deadline): Promise<boolean> {
    return this.#within(deadline, 'a reply', isReply).then((e) => e !== undefined);
  }

  /**
   * Waits for the answer to the question that this email asks, by one of its links or in words that say the same.
   * @returns the answer; `none` when none came in time
   * @example
   * const why = await lead.email('still-interested');
   * const answer = await why.answer({ byDay: 14 });
   * if (answer.kind === 'later') return rest(answer.until, 'connect');
   */
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

  /**
   * Waits for the first thing that the lead does about this email: its goal, a reply, or a click on anything else. A click on the
   * way to the goal does not count: the goal itself is told.
   * @returns which it was; `none` when nothing came in time
   * @example
   * const trial = await lead.email('trial');
   * switch (await trial.reaction({ within: '14 days' })) {
   *   case 'activated':
   *     return 'qualify';
   *   case 'none':
   *     return 'farewell';
   *   default:
   *     return 'consult';
   * }
   */
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
