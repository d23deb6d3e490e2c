import type { ConsentPolicy } from '../contact/consent-policy.ts';
import type { ConsentBasis } from '../contact/consent.ts';
import type { FieldName, LeadFields } from '../people/lead-fields.ts';
import type { Questions } from './question.ts';
import { unless, unlessKnown } from '../policy/unless.ts';
import type { EngagementKind, EngagementKinds } from '../scoring/engagement.ts';
import { kindsOf } from '../text/kinds.ts';

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
  /** The fields of the app that it asks for; what a visitor says of others is not taken. */
  readonly fields?: readonly FieldName[];
  /** What else it asks, by names. An audience knows the answer to `budget` as `answers.budget`. */
  readonly questions?: Questions;
  /** How many of its fields and questions the page asks at once: the first ones that the person has not answered. All if missing. */
  readonly asksAtMost?: number;
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

/** What a form's words refer to. */
interface FormPolicy {
  readonly engagements: EngagementKinds;
  readonly consent: Pick<ConsentPolicy, 'bases'>;
}

/** What is wrong with the forms of an app: each form counts as an act of a person, on a basis that the policy has. */
export const formFaults = (forms: Readonly<Record<string, FormSpec>>, { engagements, consent }: FormPolicy): string[] =>
  Object.entries(forms).flatMap(([name, { counts, basis, asks, wording }]) => [
    ...unlessKnown(counts, acts(engagements), `form ${name}: counts: "${counts}" is no act of a person`),
    ...unlessKnown(basis, Object.keys(consent.bases), `form ${name}: basis: there is no basis "${basis}"`),
    ...unless(Boolean(asks), `form ${name}: asks: expected what they ask for, such as "for a demo"`),
    ...unless(Boolean(wording), `form ${name}: wording: expected the sentence that people agree to`),
  ]);

const acts = (kinds: EngagementKinds): readonly string[] => kindsOf(kinds, ({ human }) => human);
