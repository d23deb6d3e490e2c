import type { Instant } from '../time/clock.ts';
import { own } from '../text/own.ts';

/** What somebody agreed that we write or call about. Somebody who agrees to one purpose agrees to those that it includes. */
export const purposes = {
  marketing: { label: 'News, guides and offers', includes: ['marketing', 'service'] },
  service: { label: 'What they asked us for', includes: ['service'] },
} as const satisfies Record<string, { label: string; includes: readonly ('marketing' | 'service')[] }>;

export type Purpose = keyof typeof purposes;

/** On what we may write or call; `needsConfirmation`: it is no consent before the person has confirmed it. */
export const consentBases = {
  doubleOptIn: { label: 'Opt-in with a confirmation by email', optIn: true, needsConfirmation: true },
  optIn: { label: 'Opt-in', optIn: true, needsConfirmation: false },
  customer: { label: 'Existing customer', optIn: true, needsConfirmation: false },
  inquiry: { label: 'They asked us', optIn: true, needsConfirmation: false },
  legitimateInterest: { label: 'Legitimate interest', optIn: false, needsConfirmation: false },
} as const satisfies Record<string, { label: string; optIn: boolean; needsConfirmation: boolean }>;

export type ConsentBasis = keyof typeof consentBases;

interface JurisdictionSpec {
  readonly label: string;
  /** Whether marketing needs an opt-in. */
  readonly optInOnly: boolean;
  /** What somebody's inquiry allows besides the answer to it. */
  readonly inquiryAllows: Purpose;
  /** For how many months a basis holds; one that is missing holds until it is taken back. */
  readonly months: Readonly<Partial<Record<ConsentBasis, number>>>;
}

/**
 * Whose law holds, and what it asks for; our cautious reading for business addresses, not legal advice.
 * `other` is for countries that nobody has looked at: the strictest rule of each column.
 *
 * Sources: Germany UWG § 7(2) and (3), and the authorities' paper on direct marketing (DSK, 2022: a consent that lies idle for
 * two years has lost its force) · Austria TKG 2021 § 174(3) and (4) · Canada CASL section 10(9) and (10): six months after an
 * inquiry, two years after a purchase · EU directive 2002/58/EC article 13(2) and (5); three years without contact, as the French
 * CNIL says in its guide on prospects, would be the longest · United Kingdom PECR regulation 22(3): negotiations for a sale
 * count; the ICO's guide on direct marketing · United States CAN-SPAM, 15 USC 7704: an opt-out is what ends it.
 */
export const jurisdictions = {
  de: { label: 'Germany', optInOnly: true, inquiryAllows: 'service', months: { inquiry: 24 } },
  at: { label: 'Austria', optInOnly: true, inquiryAllows: 'service', months: { inquiry: 24 } },
  ca: { label: 'Canada', optInOnly: true, inquiryAllows: 'marketing', months: { inquiry: 6, customer: 24 } },
  eu: { label: 'Rest of the European Union', optInOnly: false, inquiryAllows: 'marketing', months: { inquiry: 24 } },
  uk: { label: 'United Kingdom', optInOnly: false, inquiryAllows: 'marketing', months: { inquiry: 24 } },
  us: { label: 'United States', optInOnly: false, inquiryAllows: 'marketing', months: { inquiry: 36 } },
  other: { label: 'Elsewhere', optInOnly: true, inquiryAllows: 'service', months: { inquiry: 6, customer: 24 } },
} as const satisfies Record<string, JurisdictionSpec>;

export type Jurisdiction = keyof typeof jurisdictions;

const restOfTheEu = new Set('BE BG HR CY CZ DK EE ES FI FR GR HU IE IT LT LU LV MT NL PL PT RO SE SI SK'.split(' '));
const ownLaw: Readonly<Record<string, Jurisdiction>> = { DE: 'de', AT: 'at', CA: 'ca', GB: 'uk', UK: 'uk', US: 'us' };

/** The jurisdiction of a country, by its ISO 3166 code. */
export const jurisdictionOf = (country: string | undefined): Jurisdiction => {
  const code = country?.trim().toUpperCase() ?? '';
  return own(ownLaw, code) ?? (restOfTheEu.has(code) ? 'eu' : 'other');
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
  readonly withdrawnAt?: Instant;
}

/** Why we may not write, as far as consent goes, and how that can change. */
export const noConsentReasons = {
  noConsent: {
    label: 'No consent is known',
    wayOut: 'Import or capture their consent with its date, or have them fill in a form.',
  },
  consentUnconfirmed: {
    label: 'They have not confirmed their opt-in',
    wayOut:
      'They confirm by the link that a form or leads.capture has sent them; a file with the date of an earlier confirmation counts too.',
  },
  consentExpired: { label: 'Their consent has ended', wayOut: 'They give a new one: by a form, or to somebody who captures it.' },
  consentWithdrawn: {
    label: 'They have withdrawn their consent',
    wayOut: 'Only they can give a new one: by a form that they confirm.',
  },
  optInNeeded: {
    label: 'The law of their country asks for an opt-in',
    wayOut: 'They opt in by a form, or their country is corrected.',
  },
} as const satisfies Record<string, { label: string; wayOut: string }>;

export type NoConsentCode = keyof typeof noConsentReasons;

interface Given extends Pick<Consent, 'basis' | 'source' | 'at'> {
  /** ISO 3166. */
  readonly country: string | undefined;
  readonly confirmedAt?: Instant | undefined;
}

/** What somebody has agreed to by a basis, where they live; it ends when the law there says so. */
export const consentOf = ({ basis, country, source, at, confirmedAt }: Given): Consent => {
  const jurisdiction = jurisdictionOf(country);
  const { inquiryAllows, months }: JurisdictionSpec = jurisdictions[jurisdiction];
  const lasts = months[basis];
  return {
    purpose: basis === 'inquiry' ? inquiryAllows : 'marketing',
    jurisdiction,
    basis,
    source,
    at,
    ...(confirmedAt !== undefined && { confirmedAt }),
    ...(lasts !== undefined && { expiresAt: monthsLater(at, lasts) }),
  };
};

/** The same day so many months later (UTC); the last day of a month that has no such day. */
const monthsLater = (at: Instant, months: number): Instant => {
  const date = new Date(at);
  const day = date.getUTCDate();
  date.setUTCDate(1);
  date.setUTCMonth(date.getUTCMonth() + months + 1, 0);
  date.setUTCDate(Math.min(day, date.getUTCDate()));
  return date.getTime();
};

/** Why a consent does not hold at an instant; undefined when it does. */
const consentLacks = (consent: Consent, at: Instant): NoConsentCode | undefined => {
  const { optIn, needsConfirmation } = consentBases[consent.basis];
  if (consent.at > at) return 'noConsent';
  if (consent.withdrawnAt !== undefined && consent.withdrawnAt <= at) return 'consentWithdrawn';
  if (consent.expiresAt !== undefined && consent.expiresAt <= at) return 'consentExpired';
  if (needsConfirmation && (consent.confirmedAt === undefined || consent.confirmedAt > at)) return 'consentUnconfirmed';
  return !optIn && jurisdictions[consent.jurisdiction].optInOnly ? 'optInNeeded' : undefined;
};

/** Whether a consent, while it holds, allows a purpose. */
const allows = ({ purpose }: Pick<Consent, 'purpose'>, asked: Purpose): boolean =>
  (purposes[purpose].includes as readonly Purpose[]).includes(asked);

/** Why none of the consents holds for a purpose (what the last one lacks); undefined when one does. */
export const consentsLack = (consents: readonly Consent[], purpose: Purpose, at: Instant): NoConsentCode | undefined => {
  const lacks = consents.filter((consent) => allows(consent, purpose)).map((consent) => consentLacks(consent, at));
  return lacks.includes(undefined) ? undefined : (lacks.at(-1) ?? 'noConsent');
};
