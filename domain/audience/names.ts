import { consentBases } from '../contact/consent-policy.ts';
import { enrolmentStates, livingStates } from '../lead/enrolment-states.ts';
import { funnelStages } from '../lead/funnel.ts';
import { isPlausibleAddress, matchingAddress } from '../people/address.ts';
import { companyDomainOf } from '../people/company-domain.ts';
import { countryCode } from '../people/country.ts';
import { fieldKey, type FieldKind, type LeadFields } from '../people/lead-fields.ts';
import { seniorities } from '../people/persona.ts';
import { phoneKey } from '../people/phone.ts';
import type { Policy } from '../policy/policy.ts';
import { temperatures } from '../scoring/threshold.ts';

/** Something that is known of leads. */
export interface AudienceField {
  readonly label: string;
  readonly kind: FieldKind;
  readonly choices?: readonly string[];
  /** What a text must be, if not any text. */
  readonly wants?: string;
  /** The text as Postgres has it; undefined if it is none. */
  readonly read?: (said: string) => string | undefined;
  /** Only the very same text is equal; other texts are compared regardless of case. */
  readonly exact?: true;
}

const text = (label: string): AudienceField => ({ label, kind: 'text' });
const code = (label: string): AudienceField => ({ label, kind: 'text', exact: true });
const number = (label: string): AudienceField => ({ label, kind: 'number' });
const day = (label: string): AudienceField => ({ label, kind: 'date' });
const oneOf = (label: string, table: object): AudienceField => ({ label, kind: 'choice', choices: Object.keys(table) });
/** @param instead which field takes a name */
const id = (label: string, instead?: string): AudienceField => ({
  label,
  kind: 'text',
  exact: true,
  wants: `an id, such as 019f0c4e-7a52-7d7b-8c2a-5b1f6f3a9d10${instead === undefined ? '' : ` (${instead})`}`,
  read: (said) => (isId(said) ? said.toLowerCase() : undefined),
});

export const isId = (said: string): boolean => /^[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}$/i.test(said);

/** What is known of every lead, its account, its program and its score by the deciding model. */
export const standardFields = {
  email: {
    ...code('address'),
    wants: 'an address such as ann@example.com (for a part of one, use has)',
    read: (said) => (isPlausibleAddress(said) ? matchingAddress(said) : undefined),
  },
  firstName: text('first name'),
  lastName: text('last name'),
  title: text('title'),
  phone: {
    ...code('phone'),
    wants: 'a number with its country code, such as +31 20 555 0101 (for a part of one, use has)',
    read: (said) => (said.startsWith('+') ? phoneKey(said) : undefined),
  },
  country: { ...code('country'), wants: 'a country, such as NL or Netherlands', read: countryCode },
  zone: code('time zone'),
  persona: code('kind of buyer'),
  seniority: oneOf('seniority', seniorities),
  /** The lead's own source, or that of a file that named it. */
  source: code('source'),
  stage: oneOf('stage', funnelStages),
  stageSince: day('in its stage since'),
  created: day('known since'),
  held: { label: 'held, because a consent basis is missing', kind: 'boolean' },
  /** Of a consent that is in force: neither withdrawn nor expired; it may still need a confirmation. */
  consent: oneOf('basis of a consent', consentBases),
  owner: id('owner', 'for a name, use ownerName'),
  ownerName: text('name of the owner'),
  account: id('account', 'for a domain or a name, use domain or company'),
  company: text('company'),
  domain: { ...code('domain'), read: (said) => companyDomainOf(said) ?? said },
  relationship: oneOf('relationship', { prospect: true, customer: true, competitor: true, partner: true }),
  size: number('size of the company'),
  industry: text('industry'),
  region: text('region'),
  accountOwner: id('owner of the account'),
  program: code('program'),
  track: code('track'),
  state: oneOf('state of the program', Object.fromEntries(livingStates.map((state) => [state, enrolmentStates[state]]))),
  fit: number('fit'),
  interest: number('interest'),
  temperature: oneOf('temperature', temperatures),
} as const satisfies Record<string, AudienceField>;

export type StandardField = keyof typeof standardFields;

/** The fields of a score. Other models have each of them, too: `fit.smallCompanies`. */
const scoreFields = ['fit', 'interest', 'temperature'] as const satisfies readonly StandardField[];

/** What expressions can name. */
export interface AudienceNames {
  readonly fields: Readonly<Record<string, AudienceField>>;
  readonly kinds: readonly string[];
  readonly pages: readonly string[];
  readonly contents: readonly string[];
  /** Names and ids. */
  readonly campaigns: readonly string[];
  readonly segments: readonly string[];
}

/** The name that somebody means: the very same, or one that differs only in case. */
export const sameName = (said: string, names: readonly string[]): string | undefined =>
  names.find((name) => name === said) ?? names.find((name) => name.toLowerCase() === said.toLowerCase());

/** The names that the policy of an app gives, with those that only the caller knows. */
export const namesOf = (
  policy: Pick<Policy, 'engagements' | 'fields' | 'pages' | 'personas' | 'scoring'>,
  others: Pick<AudienceNames, 'campaigns' | 'contents' | 'segments'> & { readonly questions?: LeadFields },
): AudienceNames => ({
  ...others,
  kinds: Object.keys(policy.engagements),
  pages: Object.keys(policy.pages),
  fields: {
    ...standardFields,
    persona: oneOf('kind of buyer', policy.personas),
    ...renamed(policy.fields, fieldKey),
    ...renamed(others.questions ?? {}, (name) => `answers.${name}`),
    ...Object.fromEntries(
      Object.keys(policy.scoring.models).flatMap((model) =>
        scoreFields.map((name) => [`${name}.${model}`, { ...standardFields[name], label: `${name} by ${model}` }]),
      ),
    ),
  },
});

const renamed = (fields: LeadFields, rename: (name: string) => string): Record<string, AudienceField> =>
  Object.fromEntries(Object.entries(fields).map(([name, { label, kind, choices }]) => [rename(name), { label, kind, choices }]));
