import { rows } from '../policy/rows.ts';
import { purposes, type Purpose } from './purpose.ts';

/** A legal basis on which the company may write or call. */
export interface BasisSpec {
  readonly label: string;
  /** Whether the person said yes, as the law of some countries requires. */
  readonly optIn: boolean;
  /** Whether it only counts after the person has confirmed it. */
  readonly needsConfirmation: boolean;
}

/** What the law of a country, or of a group of countries, requires. */
export interface JurisdictionSpec {
  readonly label: string;
  /** Whether marketing needs an opt-in. */
  readonly optInOnly: boolean;
  /** What a person's inquiry allows besides the answer to it. */
  readonly inquiryAllows: Purpose;
  /** How many months a basis lasts; one that is not listed lasts until it is withdrawn. */
  readonly months: Readonly<Partial<Record<ConsentBasis, number>>>;
}

/** Whom the company may write to and call, and for how long. A saved consent keeps its jurisdiction and its end. */
export interface ConsentPolicy {
  readonly bases: Readonly<Record<ConsentBasis, BasisSpec>>;
  readonly jurisdictions: Readonly<Record<string, JurisdictionSpec>>;
  /** The jurisdiction of each country, by its ISO 3166 code; every other country has `other`. */
  readonly countries: Readonly<Record<string, string>>;
}

/** An app's changes to the consent policy, row by row and field by field. */
export interface ConsentChanges {
  readonly bases?: Readonly<Partial<Record<ConsentBasis, Partial<BasisSpec>>>>;
  /** A jurisdiction that the app adds needs every field. */
  readonly jurisdictions?: Readonly<Record<string, Partial<JurisdictionSpec>>>;
  readonly countries?: Readonly<Record<string, string>>;
}

/** The bases that Trellis knows. */
export const consentBases = {
  doubleOptIn: { label: 'Opt-in with a confirmation by email', optIn: true, needsConfirmation: true },
  optIn: { label: 'Opt-in', optIn: true, needsConfirmation: false },
  customer: { label: 'Existing customer', optIn: true, needsConfirmation: false },
  inquiry: { label: 'They asked us', optIn: true, needsConfirmation: false },
  legitimateInterest: { label: 'Legitimate interest', optIn: false, needsConfirmation: false },
} as const satisfies Record<string, BasisSpec>;

export type ConsentBasis = keyof typeof consentBases;

/** The jurisdiction of countries that the policy does not list. */
export const ELSEWHERE = 'other';

const of = (jurisdiction: string, countries: string): Record<string, string> =>
  Object.fromEntries(countries.split(' ').map((country) => [country, jurisdiction]));

/**
 * Our cautious reading for business addresses, not legal advice. `other` is the strictest rule of each column.
 *
 * Sources: Germany UWG § 7(2) and (3), and the authorities' paper on direct marketing (DSK, 2022: a consent that lies idle for
 * two years loses its force) · Austria TKG 2021 § 174(3) and (4) · Canada CASL section 10(9) and (10): six months after an
 * inquiry, two years after a purchase · EU directive 2002/58/EC article 13(2) and (5); three years without contact, as the French
 * CNIL says in its guide on prospects, would be the longest · United Kingdom PECR regulation 22(3): negotiations for a sale
 * count; the ICO's guide on direct marketing · United States CAN-SPAM, 15 USC 7704: an opt-out is what ends it.
 */
export const standardConsent: ConsentPolicy = {
  bases: consentBases,
  jurisdictions: {
    de: { label: 'Germany', optInOnly: true, inquiryAllows: 'service', months: { inquiry: 24 } },
    at: { label: 'Austria', optInOnly: true, inquiryAllows: 'service', months: { inquiry: 24 } },
    ca: { label: 'Canada', optInOnly: true, inquiryAllows: 'marketing', months: { inquiry: 6, customer: 24 } },
    eu: { label: 'Rest of the European Union', optInOnly: false, inquiryAllows: 'marketing', months: { inquiry: 24 } },
    uk: { label: 'United Kingdom', optInOnly: false, inquiryAllows: 'marketing', months: { inquiry: 24 } },
    us: { label: 'United States', optInOnly: false, inquiryAllows: 'marketing', months: { inquiry: 36 } },
    [ELSEWHERE]: { label: 'Elsewhere', optInOnly: true, inquiryAllows: 'service', months: { inquiry: 6, customer: 24 } },
  },
  countries: {
    ...of('de', 'DE'),
    ...of('at', 'AT'),
    ...of('ca', 'CA'),
    ...of('eu', 'BE BG HR CY CZ DK EE ES FI FR GR HU IE IT LT LU LV MT NL PL PT RO SE SI SK'),
    ...of('uk', 'GB UK'),
    ...of('us', 'US'),
  },
};

/** The standard with an app's changes. */
export const consentWith = ({ bases, jurisdictions, countries }: ConsentChanges = {}): ConsentPolicy => ({
  bases: rows<BasisSpec>(standardConsent.bases, bases) as ConsentPolicy['bases'],
  jurisdictions: rows(standardConsent.jurisdictions, jurisdictions),
  countries: { ...standardConsent.countries, ...countries },
});

/** The faults of an app's consent policy. */
export const consentFaults = ({ bases, jurisdictions, countries }: ConsentPolicy): string[] => [
  ...Object.entries(bases).flatMap(([id, basis]) => [
    ...notOneOf(`bases.${id}`, consentBases, id),
    ...notA('string', `bases.${id}.label`, basis.label),
    ...notA('boolean', `bases.${id}.optIn`, basis.optIn),
    ...notA('boolean', `bases.${id}.needsConfirmation`, basis.needsConfirmation),
  ]),
  ...Object.entries(jurisdictions).flatMap(([id, law]) => lawFaults(`jurisdictions.${id}`, law)),
  ...Object.entries(countries).flatMap(([code, id]) => [
    ...(/^[A-Z]{2}$/.test(code) ? [] : [`countries.${code}: expected the ISO 3166 code of a country, such as CH`]),
    ...notOneOf(`countries.${code}`, jurisdictions, id, got(id)),
  ]),
];

const lawFaults = (at: string, { label, optInOnly, inquiryAllows, months }: JurisdictionSpec): string[] => [
  ...notA('string', `${at}.label`, label),
  ...notA('boolean', `${at}.optInOnly`, optInOnly),
  ...notA('object', `${at}.months`, months),
  ...notOneOf(`${at}.inquiryAllows`, purposes, inquiryAllows, got(inquiryAllows)),
  ...Object.entries(months ?? {}).flatMap(([basis, lasts]) => [
    ...notOneOf(`${at}.months.${basis}`, consentBases, basis),
    ...(Number.isInteger(lasts) && lasts >= 1
      ? []
      : [`${at}.months.${basis}: expected a whole number from 1 on, got ${String(lasts)}`]),
  ]),
];

const got = (value: unknown): string => (value === undefined ? ', got nothing' : `, got ${JSON.stringify(value)}`);

const notOneOf = (at: string, table: object, id: string, tail = ''): string[] =>
  Object.hasOwn(table, id) ? [] : [`${at}: expected one of ${Object.keys(table).join(', ')}${tail}`];

const notA = (kind: 'string' | 'boolean' | 'object', at: string, value: unknown): string[] =>
  typeof value === kind ? [] : [`${at}: expected ${kind === 'object' ? 'an' : 'a'} ${kind}${got(value)}`];
