import type { Instant } from './clock.ts';

/** What somebody agreed that we write or call about. */
export const purposes = {
  marketing: { label: 'News, guides and offers' },
  service: { label: 'What they asked us for' },
} as const satisfies Record<string, { label: string }>;

export type Purpose = keyof typeof purposes;

/** On what we may write or call; `needsConfirmation`: it is no consent before the person has confirmed it. */
export const consentBases = {
  doubleOptIn: { label: 'Opt-in with a confirmation by mail', optIn: true, needsConfirmation: true },
  optIn: { label: 'Opt-in', optIn: true, needsConfirmation: false },
  customer: { label: 'Existing customer', optIn: true, needsConfirmation: false },
  inquiry: { label: 'They asked us', optIn: true, needsConfirmation: false },
  legitimateInterest: { label: 'Legitimate interest', optIn: false, needsConfirmation: false },
} as const satisfies Record<string, { label: string; optIn: boolean; needsConfirmation: boolean }>;

export type ConsentBasis = keyof typeof consentBases;

/**
 * Whose law holds, and whether it asks for an opt-in; our cautious reading for business addresses, not legal advice.
 * `other` is for countries that nobody has looked at.
 */
export const jurisdictions = {
  de: { label: 'Germany', optInOnly: true },
  at: { label: 'Austria', optInOnly: true },
  ca: { label: 'Canada', optInOnly: true },
  eu: { label: 'Rest of the European Union', optInOnly: false },
  uk: { label: 'United Kingdom', optInOnly: false },
  us: { label: 'United States', optInOnly: false },
  other: { label: 'Elsewhere', optInOnly: true },
} as const satisfies Record<string, { label: string; optInOnly: boolean }>;

export type Jurisdiction = keyof typeof jurisdictions;

const restOfTheEu = new Set('BE BG HR CY CZ DK EE ES FI FR GR HU IE IT LT LU LV MT NL PL PT RO SE SI SK'.split(' '));
const ownLaw: Readonly<Record<string, Jurisdiction>> = { DE: 'de', AT: 'at', CA: 'ca', GB: 'uk', UK: 'uk', US: 'us' };

/** The jurisdiction of a country, by its ISO 3166 code. */
export const jurisdictionOf = (country: string | undefined): Jurisdiction => {
  const code = country?.trim().toUpperCase() ?? '';
  return ownLaw[code] ?? (restOfTheEu.has(code) ? 'eu' : 'other');
};

/** That somebody agreed, or why we may write without. */
export interface Consent {
  readonly purpose: Purpose;
  readonly jurisdiction: Jurisdiction;
  readonly basis: ConsentBasis;
  /** Where it comes from: a form, an import, a fair. */
  readonly source: string;
  readonly at: Instant;
  readonly confirmedAt?: Instant;
  readonly expiresAt?: Instant;
}

export type NoConsentCode = 'noConsent' | 'consentUnconfirmed' | 'consentExpired' | 'optInNeeded';

/** Why a consent does not hold at an instant; undefined when it does. */
const consentLacks = (consent: Consent, at: Instant): NoConsentCode | undefined => {
  const { optIn, needsConfirmation } = consentBases[consent.basis];
  if (consent.at > at) return 'noConsent';
  if (consent.expiresAt !== undefined && consent.expiresAt <= at) return 'consentExpired';
  if (needsConfirmation && (consent.confirmedAt === undefined || consent.confirmedAt > at)) return 'consentUnconfirmed';
  return !optIn && jurisdictions[consent.jurisdiction].optInOnly ? 'optInNeeded' : undefined;
};

/** Why none of the consents holds for a purpose (what the last one lacks); undefined when one does. */
export const consentsLack = (consents: readonly Consent[], purpose: Purpose, at: Instant): NoConsentCode | undefined => {
  const lacks = consents.filter((consent) => consent.purpose === purpose).map((consent) => consentLacks(consent, at));
  return lacks.includes(undefined) ? undefined : (lacks.at(-1) ?? 'noConsent');
};
