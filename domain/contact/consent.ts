import type { Instant } from '../time/clock.ts';
import { own } from '../text/own.ts';
import { ELSEWHERE, type ConsentBasis, type ConsentPolicy, type JurisdictionSpec } from './consent-policy.ts';
import { purposes, type Purpose } from './purpose.ts';

export { consentBases, type ConsentBasis } from './consent-policy.ts';
export { purposes, type Purpose } from './purpose.ts';

/** Whose law holds in a country, by its ISO 3166 code. */
export const jurisdictionOf = ({ countries }: Pick<ConsentPolicy, 'countries'>, country: string | undefined): string =>
  own(countries, country?.trim().toUpperCase() ?? '') ?? ELSEWHERE;

/** What a jurisdiction asks for; one that the app has no longer counts as one that nobody has looked at. */
const lawOf = ({ jurisdictions }: ConsentPolicy, id: string): JurisdictionSpec =>
  own(jurisdictions, id) ?? jurisdictions[ELSEWHERE]!;

/** That somebody agreed, or why we may write without. */
export interface Consent {
  readonly purpose: Purpose;
  /** Whose law holds: an id of the policy. */
  readonly jurisdiction: string;
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
export const consentOf = (policy: ConsentPolicy, { basis, country, source, at, confirmedAt }: Given): Consent => {
  const jurisdiction = jurisdictionOf(policy, country);
  const { inquiryAllows, months } = lawOf(policy, jurisdiction);
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
const consentLacks = (policy: ConsentPolicy, consent: Consent, at: Instant): NoConsentCode | undefined => {
  const { optIn, needsConfirmation } = policy.bases[consent.basis];
  if (consent.at > at) return 'noConsent';
  if (consent.withdrawnAt !== undefined && consent.withdrawnAt <= at) return 'consentWithdrawn';
  if (consent.expiresAt !== undefined && consent.expiresAt <= at) return 'consentExpired';
  if (needsConfirmation && (consent.confirmedAt === undefined || consent.confirmedAt > at)) return 'consentUnconfirmed';
  return !optIn && lawOf(policy, consent.jurisdiction).optInOnly ? 'optInNeeded' : undefined;
};

/** Whether a consent, while it holds, allows a purpose. */
const allows = ({ purpose }: Pick<Consent, 'purpose'>, asked: Purpose): boolean =>
  (purposes[purpose].includes as readonly Purpose[]).includes(asked);

/** Why none of the consents holds for a purpose (what the last one lacks); undefined when one does. */
export const consentsLack = (
  policy: ConsentPolicy,
  consents: readonly Consent[],
  purpose: Purpose,
  at: Instant,
): NoConsentCode | undefined => {
  const lacks = consents.filter((consent) => allows(consent, purpose)).map((consent) => consentLacks(policy, consent, at));
  return lacks.includes(undefined) ? undefined : (lacks.at(-1) ?? 'noConsent');
};
