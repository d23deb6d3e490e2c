import type { Instant } from '../time/clock.ts';
import { own } from '../text/own.ts';
import { ELSEWHERE, type ConsentBasis, type ConsentPolicy, type JurisdictionSpec } from './consent-policy.ts';
import { purposes, type Purpose } from './purpose.ts';

export { consentBases, type ConsentBasis } from './consent-policy.ts';
export { purposes, type Purpose } from './purpose.ts';

/** The jurisdiction of a country, by its ISO 3166 code. */
export const jurisdictionOf = ({ countries }: Pick<ConsentPolicy, 'countries'>, country: string | undefined): string =>
  own(countries, country?.trim().toUpperCase() ?? '') ?? ELSEWHERE;

/** What a jurisdiction requires; one that the app has removed counts as `other`. */
const lawOf = ({ jurisdictions }: ConsentPolicy, id: string): JurisdictionSpec =>
  own(jurisdictions, id) ?? jurisdictions[ELSEWHERE]!;

/** A person's agreement, or another basis on which the company may write. */
export interface Consent {
  readonly purpose: Purpose;
  /** The id of a jurisdiction in the policy. */
  readonly jurisdiction: string;
  readonly basis: ConsentBasis;
  /** Where it comes from: a form, an import, a fair. */
  readonly source: string;
  readonly at: Instant;
  readonly confirmedAt?: Instant;
  readonly expiresAt?: Instant;
  readonly withdrawnAt?: Instant;
}

/** Why a missing consent forbids an email, and how that can change. */
export const noConsentReasons = {
  noConsent: {
    label: 'No consent is known',
    wayOut: 'Import or capture their consent with its date, or have them fill in a form.',
  },
  consentUnconfirmed: {
    label: 'They have not confirmed their opt-in',
    wayOut:
      'They confirm by the link that a form or leads.add has sent them, and can be asked again (consents.sendConfirmation); a file with the date of an earlier confirmation counts too.',
  },
  consentExpired: {
    label: 'Their consent has ended',
    wayOut: 'They give a new one: by a form, or to an employee who captures it.',
  },
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

interface GivenConsent extends Pick<Consent, 'basis' | 'source' | 'at'> {
  /** ISO 3166. */
  readonly country: string | undefined;
  readonly confirmedAt?: Instant | undefined;
}

/** The consent that a basis gives in the person's country; it ends when the law there says so. */
export function consentOf(policy: ConsentPolicy, { basis, country, source, at, confirmedAt }: GivenConsent): Consent {
  const jurisdiction = jurisdictionOf(policy, country);
  const { inquiryAllows, months } = lawOf(policy, jurisdiction);
  const lasts = months[basis];
  return {
    purpose: basis === 'inquiry' ? inquiryAllows : 'marketing',
    jurisdiction,
    basis,
    source,
    at,
    confirmedAt,
    expiresAt: lasts === undefined ? undefined : monthsLater(at, lasts),
  };
}

/** The same day `months` later (UTC), or the last day of a month that has no such day. */
function monthsLater(at: Instant, months: number): Instant {
  const date = new Date(at);
  const day = date.getUTCDate();
  date.setUTCDate(1);
  date.setUTCMonth(date.getUTCMonth() + months + 1, 0);
  date.setUTCDate(Math.min(day, date.getUTCDate()));
  return date.getTime();
}

/** Why a consent is not valid at an instant; undefined if it is. */
function consentLacks(policy: ConsentPolicy, consent: Consent, at: Instant): NoConsentCode | undefined {
  const { optIn, needsConfirmation } = policy.bases[consent.basis];
  if (consent.at > at) return 'noConsent';
  if (consent.withdrawnAt !== undefined && consent.withdrawnAt <= at) return 'consentWithdrawn';
  if (consent.expiresAt !== undefined && consent.expiresAt <= at) return 'consentExpired';
  if (needsConfirmation && (consent.confirmedAt === undefined || consent.confirmedAt > at)) return 'consentUnconfirmed';
  return !optIn && lawOf(policy, consent.jurisdiction).optInOnly ? 'optInNeeded' : undefined;
}

/** Whether a consent, while it is valid, allows a purpose. */
export const allows = ({ purpose }: Pick<Consent, 'purpose'>, asked: Purpose): boolean =>
  (purposes[purpose].includes as readonly Purpose[]).includes(asked);

/** The latest consent that is valid for a purpose; undefined if none is. */
export const validConsent = (
  policy: ConsentPolicy,
  consents: readonly Consent[],
  purpose: Purpose,
  at: Instant,
): Consent | undefined =>
  consents
    .filter((consent) => allows(consent, purpose) && !consentLacks(policy, consent, at))
    .toSorted((a, b) => a.at - b.at)
    .at(-1);

/** Why none of the consents is valid for a purpose (the reason of the last one); undefined if one is. */
export function consentsLack(
  policy: ConsentPolicy,
  consents: readonly Consent[],
  purpose: Purpose,
  at: Instant,
): NoConsentCode | undefined {
  const lacks = consents.filter((consent) => allows(consent, purpose)).map((consent) => consentLacks(policy, consent, at));
  return lacks.includes(undefined) ? undefined : (lacks.at(-1) ?? 'noConsent');
}
