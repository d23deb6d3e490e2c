import type { Instant } from './clock.ts';
import type { Consent } from '../contact/consent.ts';
import { MINUTE } from './duration.ts';
import type { Suppression } from '../contact/suppression.ts';

/** How far the clocks of two machines may differ. */
const CLOCKS_DIFFER = MINUTE;

/** Treats an instant in the near future as now: the clock of the machine that wrote it is ahead of this one. */
const reached = (instant: Instant, now: Instant): Instant => (instant > now && instant <= now + CLOCKS_DIFFER ? now : instant);

/** Consents and suppressions as of now: those from the near future count already, so that clock differences decide nothing. */
export const asOf = (
  now: Instant,
  { consents, suppressions }: { readonly consents: readonly Consent[]; readonly suppressions: readonly Suppression[] },
): [consents: readonly Consent[], suppressions: readonly Suppression[]] => [
  consents.map(({ confirmedAt, ...consent }) => ({
    ...consent,
    at: reached(consent.at, now),
    confirmedAt: confirmedAt === undefined ? undefined : reached(confirmedAt, now),
  })),
  suppressions.map((suppression) => ({ ...suppression, at: reached(suppression.at, now) })),
];
