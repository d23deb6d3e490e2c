import type { ConsentBasis } from '../contact/consent.ts';
import type { FieldName, LeadFields } from '../people/lead-fields.ts';
import type { EngagementKind } from '../scoring/engagement.ts';

/** What it means that somebody has filled in a form, once they have confirmed it. */
export interface FormSpec {
  readonly counts: EngagementKind;
  /** On what we may write to them then. */
  readonly basis: ConsentBasis;
  /** What they ask us, as the email and the page that ask for their confirmation say it: `for a demo`. */
  readonly asks: string;
  /** The sentence to which they agree; the form should show the same one. Each change of it is a version of its own. */
  readonly wording: string;
  /** The fields of the app that it asks for; what a visitor says of others is not taken. */
  readonly fields?: readonly FieldName[];
}

/** The fields of the app that a form asks for. */
export const fieldsOfForm = (fields: LeadFields, { fields: asked = [] }: Pick<FormSpec, 'fields'>): LeadFields =>
  Object.fromEntries(Object.entries(fields).filter(([name]) => (asked as readonly string[]).includes(name)));

/** The forms of an app that names none. */
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
