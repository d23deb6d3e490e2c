import type { Instant } from '../domain/time/clock.ts';
import type { Purpose } from '../domain/contact/consent.ts';
import type { AnswerKind, EngagementKind, FunnelPosition, Page } from '../domain/scoring/engagement.ts';
import type { NamesOf } from '../domain/register.ts';
import type { Persona } from '../domain/people/persona.ts';

/** Whose name stands in the From line. */
export const senders = ['marketing', 'rep'] as const;
type Sender = (typeof senders)[number];

/** What a click on a link is: the page that it opens is the thing itself. */
export const clickKinds = ['clicked', 'visited', 'downloaded'] as const satisfies readonly EngagementKind[];
type ClickKind = (typeof clickKinds)[number];

/** What a click on a link can only intend. The system where it happens reports the deed. */
export const intendedKinds = [
  'submitted',
  'attended',
  'trialStarted',
  'activated',
  'demoRequested',
  'contactRequested',
  'booked',
  'referred',
] as const satisfies readonly EngagementKind[];
type IntendedKind = NamesOf<'engagements', (typeof intendedKinds)[number]>;

/** What a program may pass to a content, by the word that declares it in the front matter. */
export interface VariableTypes {
  text: string;
  number: number;
  instant: Instant;
  url: string;
}
export const variableKinds = ['text', 'number', 'instant', 'url'] as const satisfies readonly (keyof VariableTypes)[];
export type VariableKind = (typeof variableKinds)[number];

/** A link that leads to a page of ours or of the vendor; the click records `counts`. */
export interface PageLink {
  readonly url: string;
  readonly counts: ClickKind;
  /** Which page it is; given when `counts` is `visited`. */
  readonly page?: Page;
  /** What the reader is about to do there; then `counts` is `clicked`. */
  readonly intends?: IntendedKind;
}

/** A link that answers a question; its page asks once more, and acts on POST. */
interface AnswerLink {
  readonly answer: AnswerKind;
  readonly counts: 'answered';
}

export type ContentLink = PageLink | AnswerLink;

/** One email as the catalog knows it: what it is about, for whom, and what it wants. */
export interface ContentEntry {
  readonly topic: string;
  readonly track: string;
  readonly position: FunnelPosition;
  /** What the lead does when the content has reached its goal; any one of them. */
  readonly goal: readonly EngagementKind[];
  readonly callToAction: string;
  readonly personas: readonly Persona[];
  readonly from: Sender;
  /** Kept for a second cycle: no track sends it by name, `lead.next` finds it. */
  readonly spare: boolean;
  readonly variables: Readonly<Record<string, VariableKind>>;
  readonly links: Readonly<Record<string, ContentLink>>;
  /** The personas that have a version of their own; all others get the default. */
  readonly versions: readonly Persona[];
}

/** What the lead must have agreed to before it gets a content: a rep's emails belong to the conversation that they asked for. */
export const purposeOf = ({ from }: Pick<ContentEntry, 'from'>): Purpose => (from === 'rep' ? 'service' : 'marketing');
