import type { EngagementKind } from '../domain/engagement.ts';
import type { ConsentBasis } from '../domain/consent.ts';
import type { Rates } from './edge/rates.ts';

/** What the composition root decides for the API. */
export interface ApiSettings {
  /** The names of the programs that a campaign can launch. */
  readonly programs: readonly string[];
  /** The forms that the public route takes, by the name in their address. */
  readonly forms: Readonly<Record<string, FormSpec>>;
  /** Whose hours a lead's zone follows when neither it nor its country says; an IANA zone. */
  readonly defaultZone: string;
  /** The address that our emails come from: what it writes is never a lead's. */
  readonly sender?: string;
  /** The name by which our own mail server signs the Authentication-Results of what comes in (RFC 8601). */
  readonly authservId?: string;
  /** How many requests a process takes, where it is not the standard. */
  readonly rates?: Partial<Rates>;
  /** The most bytes of a file of leads, where it is not the standard. */
  readonly importBytes?: number;
  /** Whether stack traces may be shown. */
  readonly development?: boolean;
}

/** What it means that somebody has filled in a form, once they have confirmed it. */
export interface FormSpec {
  readonly counts: EngagementKind;
  /** On what we may write to them then. */
  readonly basis: ConsentBasis;
  /** What they ask us, as the email and the page that ask for their confirmation say it: `for a demo`. */
  readonly asks: string;
  /** The sentence to which they agree; the form should show the same one. Each change of it is a version of its own. */
  readonly wording: string;
}

/** The forms that exist without anybody configuring one. */
export const standardForms = {
  demo: {
    counts: 'demoRequested',
    basis: 'inquiry',
    asks: 'for a demo',
    wording: 'I ask for a demo. You may call me or write to me about it.',
  },
  contact: {
    counts: 'contactRequested',
    basis: 'inquiry',
    asks: 'to be contacted',
    wording: 'I ask you to contact me. You may call me or write to me about my request.',
  },
  newsletter: {
    counts: 'submitted',
    basis: 'doubleOptIn',
    asks: 'for news by email',
    wording: 'I want to get news, guides and offers by email. I can stop them at any time.',
  },
  trial: {
    counts: 'trialStarted',
    basis: 'inquiry',
    asks: 'for a trial',
    wording: 'I ask for a trial. You may write to me about it.',
  },
} as const satisfies Record<string, FormSpec>;
