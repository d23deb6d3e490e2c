import { bounceKinds, type BounceKind } from './bounce.ts';
import type { SuppressionReason } from './suppression.ts';

type FunnelPosition = 'top' | 'middle' | 'bottom';

/** What an act does to contactability, whichever door it comes in by. */
interface Effect {
  readonly label: string;
  /** The reason for which it closes a channel; the row of the reason says which channel, and for whom. */
  readonly closes?: SuppressionReason;
}

interface EngagementKindSpec extends Effect {
  /** Only a person can have done it; without, it neither scores nor branches. */
  readonly human: boolean;
  /** How near to a purchase it is; it counts towards MQL. */
  readonly position?: FunnelPosition;
  /** Makes somebody in profile sales-ready at once, whatever the score. */
  readonly fastTrack?: true;
}

/** What a lead can do, and what each act says about them. */
export const engagementKinds = {
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

export type EngagementKind = keyof typeof engagementKinds;

/** What a page is to a buyer; `visited` carries one. */
export const pages = {
  pricing: { label: 'pricing page', position: 'bottom' },
  calculator: { label: 'savings calculator', position: 'middle' },
  careers: { label: 'careers page', position: 'top' },
  article: { label: 'article', position: 'top' },
} as const satisfies Record<string, { label: string; position: FunnelPosition }>;

export type Page = keyof typeof pages;

interface ReplyKindSpec extends Effect {
  /** A person answers or reads it: it becomes a task. */
  readonly task?: true;
  /** While that task is open, marketing sends the lead nothing. */
  readonly holds?: true;
  /** Makes somebody in profile sales-ready at once. */
  readonly fastTrack?: true;
}

/** How the text of a reply was understood, and what follows. */
export const replyKinds = {
  interested: { label: 'interested, or asks for a price or a conversation', task: true, fastTrack: true },
  question: { label: 'has a question', task: true },
  later: { label: 'later', task: true, holds: true },
  notInterested: { label: 'not interested', task: true, holds: true },
  leftCompany: { label: 'has left, or is not in charge', task: true, holds: true },
  stop: { label: 'wants no more mail', closes: 'unsubscribed' },
  automatic: { label: 'automatic reply' },
  unclear: { label: 'unclear', task: true, holds: true },
} as const satisfies Record<string, ReplyKindSpec>;

export type ReplyKind = keyof typeof replyKinds;

/** The answers to "is this still useful?"; each leads somewhere (the program says where). */
export const answerKinds = {
  notRelevant: { label: 'This is not relevant to me' },
  wrongTopic: { label: 'I care about something else' },
  tooOften: { label: 'You write too often' },
  later: { label: 'Not now, maybe later' },
  boughtElsewhere: { label: 'We chose another product' },
} as const satisfies Record<string, { label: string }>;

export type AnswerKind = keyof typeof answerKinds;

/** What of an act decides about its effect. */
export interface Effective {
  readonly kind: EngagementKind;
  readonly reply?: ReplyKind;
  /** Whose fault a bounce is; without it, the address is held to be wrong. */
  readonly bounce?: BounceKind;
}

/** The reason for which an act closes a channel, if it does. A reply and a bounce answer for themselves, before their kind does. */
export const reasonToClose = ({ kind, reply, bounce }: Effective): SuppressionReason | undefined => {
  const row: Effect = (bounce && bounceKinds[bounce]) ?? (reply && replyKinds[reply]) ?? engagementKinds[kind];
  return row.closes;
};
