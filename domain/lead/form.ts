import type { ConsentBasis } from '../contact/consent.ts';
import type { EngagementKind } from '../scoring/engagement.ts';

/** What a filled-in form means, once the person has confirmed it. */
export interface FormSpec {
  /** The engagement that it counts as. */
  readonly counts: EngagementKind;
  /** The basis on which the company may then write to the person. */
  readonly basis: ConsentBasis;
  /** What the person asks for, as the confirmation email and page put it: `for a demo`. */
  readonly asks: string;
  /** The sentence that the person agrees to; the form should show the same one. Each change makes a new version. */
  readonly wording: string;
}

/** The forms of an app that defines none. */
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
