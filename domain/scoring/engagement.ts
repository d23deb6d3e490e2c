import { mailBlames, type MailBlame } from '../contact/mail-status.ts';
import type { Instant } from '../time/clock.ts';
import { DAY } from '../time/duration.ts';
import { suppressionReasons, type SuppressionReason } from '../contact/suppression.ts';
import type { NamesOf } from '../register.ts';
import { isName } from '../text/is-name.ts';
import { own } from '../text/own.ts';
import { unless } from '../policy/unless.ts';
import { dataFaults, type DataFields } from './engagement-data.ts';

/** How near to a purchase an act, or the reader of a content, is. */
export const funnelPositions = ['top', 'middle', 'bottom'] as const;
export type FunnelPosition = (typeof funnelPositions)[number];

/** The effect of an act on contactability, wherever the act comes in. */
interface Effect {
  readonly label: string;
  /** The reason why it closes a channel; the reason's row says which channel, and for whom. */
  readonly closes?: SuppressionReason;
}

export interface EngagementKindSpec extends Effect {
  /** Whether only a person can do it; otherwise it neither scores nor branches. */
  readonly human: boolean;
  /** How near to a purchase it is; an act with a position counts towards MQL. */
  readonly position?: FunnelPosition;
  /** Whether it makes a lead in profile sales-ready at once, whatever the score. */
  readonly fastTrack?: boolean;
  /** What each one comes with, besides its kind. */
  readonly data?: DataFields;
}

/** What a lead can do, and what each act says about them. An app may change some of it. */
export const coreKinds = {
  opened: { label: 'opened', human: false },
  clicked: { label: 'clicked a link', human: true, position: 'top' },
  replied: { label: 'replied', human: true, position: 'middle' },
  answered: { label: 'answered our question', human: true, position: 'top' },
  visited: { label: 'visited a page', human: true, position: 'middle' },
  submitted: { label: 'filled in a form', human: true, position: 'middle' },
  downloaded: { label: 'downloaded a guide', human: true, position: 'top' },
  attended: { label: 'attended a webinar', human: true, position: 'middle' },
  trialStarted: { label: 'started a trial', human: true, position: 'bottom' },
  activated: { label: 'activated the trial', human: true, position: 'bottom', fastTrack: true },
  demoRequested: { label: 'asked for a demo', human: true, position: 'bottom', fastTrack: true },
  contactRequested: { label: 'asked to be contacted', human: true, position: 'bottom', fastTrack: true },
  booked: { label: 'booked a meeting', human: true, position: 'bottom' },
  referred: { label: 'referred a colleague', human: true, position: 'middle' },
  unsubscribed: { label: 'unsubscribed', human: false, closes: 'unsubscribed' },
  bounced: { label: 'bounced', human: false, closes: 'bounced' },
  complained: { label: 'complained of spam', human: false, closes: 'complained' },
} as const satisfies Record<string, EngagementKindSpec>;

type CoreKind = keyof typeof coreKinds;

export type EngagementKind = NamesOf<'engagements', CoreKind>;

/** A company's kinds of engagement: the core kinds and its own. */
export type EngagementKinds = Readonly<Record<string, EngagementKindSpec>>;

/**
 * An app's changes to the core kinds, field by field, and its own kinds, which have a label and say whether a person does them.
 */
export type EngagementChanges = Readonly<Record<string, Partial<EngagementKindSpec>>>;

export const isCoreKind = (kind: string): kind is CoreKind => Object.hasOwn(coreKinds, kind);

/** The row of a kind. A kind that the app has removed neither scores nor branches, and closes nothing. */
export const kindSpec = (kinds: EngagementKinds, kind: string): EngagementKindSpec =>
  own(kinds, kind) ?? { label: kind, human: false };

/** The faults of an app's kinds. Trellis relies on what a core kind proves and closes, so an app can't change it. */
export const kindFaults = (kinds: EngagementKinds): string[] =>
  Object.entries(kinds).flatMap(([kind, { label, human, position, fastTrack, closes, data = {} }]) => {
    const core = own<EngagementKindSpec>(coreKinds, kind);
    return [
      ...unless(isName(kind), `${kind}: expected a name of letters and digits that begins with a lower-case letter`),
      ...unless(Boolean(label), `${kind}: label: expected what they did, such as "attended a webinar"`),
      ...unless(typeof human === 'boolean', `${kind}: human: expected true or false`),
      ...unless(!core || (core.human === human && core.closes === closes), `${kind}: human and closes of a core kind are fixed`),
      ...unless(
        human || (position === undefined && !fastTrack),
        `${kind}: expected neither a position nor fastTrack, because it does not prove a person`,
      ),
      ...unless(position === undefined || isPosition(position), `${kind}: expected a position (${positions}), got "${position}"`),
      ...unless(
        closes === undefined || Object.hasOwn(suppressionReasons, closes),
        `${kind}: closes: expected a reason to close a channel, got "${closes}"`,
      ),
      ...dataFaults(data).map((fault) => `${kind}: ${fault}`),
    ];
  });

/** A page that leads visit; `visited` names one. */
interface PageSpec {
  readonly label: string;
  readonly position: FunnelPosition;
}

/** The pages that most companies have. */
export const standardPages = {
  pricing: { label: 'pricing page', position: 'bottom' },
  careers: { label: 'careers page', position: 'top' },
  article: { label: 'article', position: 'top' },
} as const satisfies Record<string, PageSpec>;

export type Page = NamesOf<'pages', keyof typeof standardPages>;

/** A company's pages, by their names. */
export type Pages = Readonly<Record<string, PageSpec>>;

/** The faults of an app's pages. */
export const pageFaults = (pages: Pages): string[] =>
  Object.entries(pages).flatMap(([page, { position }]) => [
    ...unless(isName(page), `${page}: expected a name of letters and digits that begins with a lower-case letter`),
    ...unless(isPosition(position), `${page}: expected a position (${positions}), got "${position}"`),
  ]);

const positions = funnelPositions.join(', ');
const isPosition = (position: FunnelPosition): boolean => funnelPositions.includes(position);

/** What acts mean to a company: its kinds of engagement and its pages. */
export interface ActMeanings {
  readonly engagements: EngagementKinds;
  readonly pages: Pages;
}

interface ReplyKindSpec extends Effect {
  /** It becomes a task, for a rep to read or answer it; marketing sends the lead nothing while that task is open. */
  readonly task?: true;
  /** It makes a lead in profile sales-ready at once. */
  readonly fastTrack?: true;
  /** It earns no points. */
  readonly saysNo?: true;
}

/** The meanings of a reply's text, and what follows. */
export const replyKinds = {
  interested: { label: 'interested, or asks for a price or a conversation', task: true, fastTrack: true },
  question: { label: 'has a question', task: true },
  later: { label: 'later', task: true },
  notInterested: { label: 'not interested', task: true, saysNo: true },
  leftCompany: { label: 'has left, or is not in charge', task: true, saysNo: true },
  stop: { label: 'wants no more emails', closes: 'unsubscribed', saysNo: true },
  automatic: { label: 'automatic reply' },
  unclear: { label: 'unclear', task: true },
} as const satisfies Record<string, ReplyKindSpec>;

export type ReplyKind = keyof typeof replyKinds;

/** The row of a kind of reply. */
export const replySpec = (reply: ReplyKind): ReplyKindSpec => replyKinds[reply];

/** What a lead can ask for about the emails of all programs. */
export type Preference = 'slower' | 'otherTopic' | 'asBefore';

interface AnswerSpec extends Effect {
  /** The page's question about a date. */
  readonly asks?: string;
  /** For how many milliseconds it closes if the lead names no date; for good if missing. */
  readonly lasts?: number;
  readonly prefers?: Preference;
}

/**
 * The answers to "is this still useful?", and the choices on the preferences page. Each takes effect at once, whichever email it
 * answers and wherever the lead is; a program that waits for it may also branch.
 */
export const answerKinds = {
  notRelevant: { label: 'This is not relevant to me', closes: 'notRelevant' },
  wrongTopic: { label: 'I care about something else', prefers: 'otherTopic' },
  tooOften: { label: 'You write too often', prefers: 'slower' },
  later: { label: 'Not now, maybe later', asks: 'When may we write again?', closes: 'paused', lasts: 60 * DAY },
  // Software is bought for a year.
  boughtElsewhere: {
    label: 'We chose another product',
    asks: 'When does that contract end?',
    closes: 'paused',
    lasts: 365 * DAY,
  },
  pause: { label: 'Pause for 30 days', closes: 'paused', lasts: 30 * DAY },
  resume: { label: 'Write to me again as before', prefers: 'asBefore' },
} as const satisfies Record<string, AnswerSpec>;

export type AnswerKind = keyof typeof answerKinds;

/** The row of an answer. */
export const answerSpec = (answer: AnswerKind): AnswerSpec => answerKinds[answer];

/** The parts of an act that decide its effect. */
export interface Effective {
  readonly kind: EngagementKind;
  readonly at: Instant;
  readonly reply?: ReplyKind;
  readonly answer?: AnswerKind;
  /** What a bounce blames; the address if missing. */
  readonly bounce?: MailBlame;
  /** The date that the lead named. */
  readonly until?: Instant;
}

/** The closing of a channel by an act: the reason's row says which one, and for whom. */
export interface ClosedByAct {
  readonly reason: SuppressionReason;
  /** For good if missing. */
  readonly until?: Instant;
}

/** What an act closes; undefined for nothing. The meaning of a bounce, a reply or an answer comes before that of its kind. */
export function closingOf(kinds: EngagementKinds, act: Effective): ClosedByAct | undefined {
  const { kind, reply, answer, bounce } = act;
  const row: Effect =
    (bounce && mailBlames[bounce]) ?? (reply && replyKinds[reply]) ?? (answer && answerKinds[answer]) ?? kindSpec(kinds, kind);
  if (!row.closes) return undefined;
  return { reason: row.closes, until: answer && breakEnd(answer, act) };
}

/** When the break is over that an answer asks for: on the date that the lead named, or after the usual time; undefined for none. */
export function breakEnd(answer: AnswerKind, { at, until }: Pick<Effective, 'at' | 'until'>): Instant | undefined {
  const { lasts } = answerSpec(answer);
  return lasts === undefined ? undefined : (until ?? at + lasts);
}
