import type { ContentId, GoalOf } from '../content/catalog.ts';
import type { Instant } from '../domain/time/clock.ts';
import { milliseconds, type CalendarDuration } from '../domain/time/duration.ts';
import { answerKinds, type AnswerKind, type EngagementKind } from '../domain/scoring/engagement.ts';
import { isByHuman, type Engaged } from '../domain/lead/messages.ts';
import type { TouchResult } from '../activities/contract.ts';
import { earliest } from './acts.ts';
import type { Flow } from './flow.ts';

/** How long a lead has to react: a duration after the email was sent, or until a day of the track (scaled by the lead's pace). */
export type Deadline = { readonly within: CalendarDuration } | { readonly byDay: number };

/** How a lead reacted to an email: it met the email's goal, replied, clicked on anything else, or did nothing; or it did not get it. */
export type Reaction<Id extends ContentId> = GoalOf<Id> | 'replied' | 'clicked' | 'none' | 'notSent';

/** An answer that a program branches on. `resume` is not one: the lead asks for emails again. */
type Branching = Exclude<AnswerKind, 'resume'>;

/** An answer that lasts until a date. */
type Lasting = { [A in AnswerKind]: (typeof answerKinds)[A] extends { lasts: number } ? A : never }[AnswerKind];

/**
 * The answer to an email's question, or `none`; `notSent` if the lead did not get the email. A pause counts as `later`. `until` is the
 * lead's date, or the default if it named none.
 */
export type LeadAnswer =
  | { readonly kind: Exclude<Branching, Lasting> | 'none' | 'notSent' }
  | { readonly kind: Exclude<Lasting, 'pause'>; readonly until: Instant };

/** The final result of a touch. */
export type Settled = Exclude<TouchResult, { state: 'deferred' }>;

/** What a touch needs of its lead. */
interface Recipient {
  readonly now: Instant;
  readonly engagements: readonly Engaged[];
  /** The instant of a day of the track. */
  day(day: number): Instant;
}

/**
 * An email or a text that was sent, or that was not, for example because the lead has received it before. In that case, every wait
 * for a reaction ends at once and says so, because that is not silence. A reaction counts from the instant at which it happened,
 * even if Trellis learns of it late.
 */
export class Touch<Id extends ContentId = ContentId> {
  /**
   * The name of the email.
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
   * Whether the email went out; also true if that is in doubt.
   * @example
   * const spare = await lead.email('tips');
   * if (!spare.wasSent) return 'farewell';
   */
  get wasSent(): boolean {
    return this.#result.state === 'sent';
  }

  /**
   * Waits for the email's goal, the `goal` in its front matter. It counts however the lead reaches it.
   * @returns whether the lead reached the goal in time; undefined, at once, if the email was not sent
   * @example
   * const help = await lead.email('trial-tips');
   * return (await help.metGoal({ within: '10 days' })) ? 'qualify' : 'consult';
   */
  metGoal(deadline: Deadline): Promise<boolean | undefined> {
    const { goal } = this.#sent;
    return this.#happens(deadline, 'its goal', (e) => goal.includes(e.kind));
  }

  /**
   * Waits for a click on any link of this email.
   * @returns whether the lead clicked in time, where a scanner's click does not count; undefined, at once, if the email was not sent
   * @example
   * const goodbye = await lead.email('farewell');
   * return (await goodbye.clicked({ byDay: 7 })) ? 'connect' : ended('archived', 'silent');
   */
  clicked(deadline: Deadline): Promise<boolean | undefined> {
    return this.#happens(deadline, 'a click', (e) => e.touch === this.key && e.kind !== 'replied');
  }

  /**
   * Waits for a reply.
   * @returns whether the lead wrote back in time, where an automatic reply does not count; undefined, at once, if it was not sent
   * @example
   * const consultation = await lead.email('invitation');
   * if (await consultation.replied({ within: '14 days' })) return 'qualify';
   */
  replied(deadline: Deadline): Promise<boolean | undefined> {
    return this.#happens(deadline, 'a reply', isReply);
  }

  /**
   * Waits for the answer to the question that this email asks, given by one of its links or in a reply that says the same.
   * @returns the answer; `none` if the lead gave none in time; `notSent`, at once, if it did not get the email
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
    if (!answer) return { kind: this.#ifNone };
    if (answer === 'later' || answer === 'boughtElsewhere' || answer === 'pause')
      return { kind: answer === 'pause' ? 'later' : answer, until: engaged.until ?? engaged.at + answerKinds[answer].lasts };
    return { kind: answer };
  }

  /**
   * Waits for the lead's first reaction to this email: the goal, a reply, or a click on anything else. A click that leads to the
   * goal does not count; reaching the goal does.
   * @returns the reaction; `none` if there was none in time; `notSent`, at once, if the lead did not get the email
   * @example
   * const trial = await lead.email('trial');
   * switch (await trial.reaction({ within: '14 days' })) {
   *   case 'activated':
   *     return 'qualify';
   *   case 'none':
   *     return 'farewell';
   *   case 'notSent':
   *     return rest('90 days', 'connect');
   *   default:
   *     return 'consult';
   * }
   */
  async reaction(deadline: Deadline): Promise<Reaction<Id>> {
    const { goal } = this.#sent;
    const isOnTheWay = ({ intends }: Engaged) => intends !== undefined && goal.includes(intends);
    const isOne = (e: Engaged) => goal.includes(e.kind) || isReply(e) || (e.touch === this.key && !isOnTheWay(e));
    const engaged = await this.#within(deadline, 'a reaction', isOne);
    if (!engaged) return this.#ifNone;
    if (goal.includes(engaged.kind)) return engaged.kind as GoalOf<Id>;
    return engaged.kind === 'replied' ? 'replied' : 'clicked';
  }

  get #sent(): { at: Instant; goal: readonly EngagementKind[] } {
    return this.#result.state === 'sent' ? this.#result : { at: this.#lead.now, goal: [] };
  }

  get #ifNone(): 'none' | 'notSent' {
    return this.wasSent ? 'none' : 'notSent';
  }

  async #happens(deadline: Deadline, what: string, counts: (engaged: Engaged) => boolean): Promise<boolean | undefined> {
    const engaged = await this.#within(deadline, what, counts);
    return this.wasSent ? engaged !== undefined : undefined;
  }

  async #within(deadline: Deadline, what: string, counts: (engaged: Engaged) => boolean): Promise<Engaged | undefined> {
    this.#flow.begin(`wait for ${what} (${this.content})`);
    if (!this.wasSent) return undefined;
    const { at } = this.#sent;
    const until = 'byDay' in deadline ? this.#lead.day(deadline.byDay) : at + milliseconds(deadline.within);
    const those = () => this.#lead.engagements.filter((e) => isByHuman(e) && e.at >= at && e.at <= until && counts(e));
    // A visit that began under 0.1.0 continues as it began: the act that came in first decides.
    const first = () => (this.#flow.visit.isCurrent ? earliest(those()) : those()[0]);
    await this.#flow.waitUntil(() => first() !== undefined, until, `${what} (${this.content})`);
    return first();
  }
}

/** The answer that the lead clicked, or wrote in a reply that says the same. */
export const answerOf = ({ answer, reply }: Engaged): Branching | undefined =>
  answer === 'resume' ? undefined : (answer ?? (reply === 'later' ? 'later' : undefined));

const isReply = (engaged: Engaged): boolean => engaged.kind === 'replied' && engaged.reply !== 'automatic';
