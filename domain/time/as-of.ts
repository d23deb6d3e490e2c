import type { Instant } from './clock.ts';
import type { Consent } from '../contact/consent.ts';
import { MINUTE } from './duration.ts';
import type { Suppression } from '../contact/suppression.ts';

/** How far apart two machines may see the same moment. */
const CLOCKS_DIFFER = MINUTE;

/** An instant that lies just ahead is now: a machine wrote it whose clock is ahead of ours. */
const reached = (instant: Instant, now: Instant): Instant => (instant > now && instant <= now + CLOCKS_DIFFER ? now : instant);

/** What decides about contact, as of now: a yes and a no that lie just ahead hold already, so that nothing final follows from it. */
export const asOf = (
  now: Instant,
  { consents, suppressions }: { readonly consents: readonly Consent[]; readonly suppressions: readonly Suppression[] },
): [consents: readonly Consent[], suppressions: readonly Suppression[]] => [
  consents.map(({ confirmedAt, ...consent }) => ({
    ...consent,
    at: reached(consent.at, now),
    ...(confirmedAt !== undefined && { confirmedAt: reached(confirmedAt, now) }),
  })),
  suppressions.map((suppression) => ({ ...suppression, at: reached(suppression.at, now) })),
];
