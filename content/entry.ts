import type { Instant } from '../domain/time/clock.ts';
import type { Channel } from '../domain/contact/suppression.ts';
import type { Purpose } from '../domain/contact/consent.ts';
import type { AnswerKind, EngagementKind, FunnelPosition, Page } from '../domain/scoring/engagement.ts';
import type { NamesOf } from '../domain/register.ts';
import type { Persona } from '../domain/people/persona.ts';

/** Whose name is in the From line. */
export const senders = ['marketing', 'rep'] as const;
type Sender = (typeof senders)[number];

/** The engagements that a click can be, because opening the page is the act itself. */
export const clickKinds = ['clicked', 'visited', 'downloaded'] as const satisfies readonly EngagementKind[];
type ClickKind = (typeof clickKinds)[number];

/** The engagements that a click can only intend. The system where it happens reports the act. */
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

/** The types of variables that a program passes to a content, by the word that declares them in the front matter. */
export interface VariableTypes {
  text: string;
  number: number;
  instant: Instant;
  url: string;
}
export const variableKinds = ['text', 'number', 'instant', 'url'] as const satisfies readonly (keyof VariableTypes)[];
export type VariableKind = (typeof variableKinds)[number];

/** A link to a page; the click counts as `counts`. */
export interface PageLink {
  readonly url: string;
  readonly counts: ClickKind;
  /** The page, if `counts` is `visited`. */
  readonly page?: Page;
  /** What the reader is about to do there; `counts` is then `clicked`. */
  readonly intends?: IntendedKind;
}

/** A link that answers a question; its page asks for confirmation, and acts on POST. */
interface AnswerLink {
  readonly answer: AnswerKind;
  readonly counts: 'answered';
}

export type ContentLink = PageLink | AnswerLink;

/** In what the two versions of an email differ. */
export type Tested = 'subject' | 'text' | 'format';

/** A second version of an email, for some of its readers. */
export interface AbTest {
  readonly of: Tested;
  /** Of the second version. */
  readonly subject: string;
  /** Of 100 leads, how many get it. */
  readonly percent: number;
  /** How many emails of each version are sent before one can be called better. */
  readonly atLeast: number;
}

/** An email or a text in the catalog: what it is about, whom it is for, and what its goal is. */
export interface ContentEntry {
  /** The channel by which it goes out; email if there is none. */
  readonly channel?: Channel;
  /** What it is written in (BCP 47); English if it says nothing. */
  readonly language?: string;
  readonly topic: string;
  readonly track: string;
  readonly position: FunnelPosition;
  /** The content's goal: any one of these engagements meets it. */
  readonly goal: readonly EngagementKind[];
  readonly callToAction: string;
  readonly personas: readonly Persona[];
  readonly from: Sender;
  /** Reserved for later rounds: no track sends it by name, `lead.next` finds it. */
  readonly spare: boolean;
  readonly variables: Readonly<Record<string, VariableKind>>;
  readonly links: Readonly<Record<string, ContentLink>>;
  /** Its readers are those of the default version. */
  readonly abTest?: AbTest | undefined;
  /** The personas with their own version; all others get the default. */
  readonly versions: readonly Persona[];
}

/** The purpose that the lead must have agreed to: a rep's emails belong to the conversation that the lead asked for. */
export const purposeOf = ({ from }: Pick<ContentEntry, 'from'>): Purpose => (from === 'rep' ? 'service' : 'marketing');
