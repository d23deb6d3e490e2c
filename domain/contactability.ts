import type { Instant } from './clock.ts';
import { consentsLack, purposes } from './consent.ts';
import type { Consent, NoConsentCode, Purpose } from './consent.ts';
import { closes, reasonSpec, suppressionReasons } from './suppression.ts';
import type { Channel, Suppression, SuppressionReason } from './suppression.ts';

export type { Channel } from './suppression.ts';

export type NoContactCode = SuppressionReason | NoConsentCode;

/** Whether we may write or call; `until` is there when the answer may be another one then without anybody doing anything. */
export type Contactability =
  | { readonly may: true }
  | { readonly may: false; readonly because: NoContactCode; readonly until?: Instant };

/** What a channel is for when nobody says: our emails are marketing's, and whom we call has asked for something. */
const usualPurpose = { email: 'marketing', phone: 'service' } as const satisfies Record<Channel, Purpose>;

const strongestFirst = Object.keys(suppressionReasons) as SuppressionReason[];

/**
 * Whether we may reach a lead by a channel at an instant.
 * @param suppressions those that concern the lead at any scope: its own, its address's, domain's, account's, everybody's
 */
export const contactability = (
  consents: readonly Consent[],
  suppressions: readonly Suppression[],
  channel: Channel,
  at: Instant,
  purpose: Purpose = usualPurpose[channel],
): Contactability => {
  const closed = suppressions.filter((suppression) => closes(suppression, channel, at));
  const because = strongestFirst.find((reason) => closed.some((suppression) => suppression.reason === reason));
  const lacks = consentsLack(consents, purpose, at);
  if (!because) return lacks ? { may: false, because: lacks } : { may: true };
  const opens = Math.max(...closed.map(({ until }) => until ?? Infinity));
  return lacks || opens === Infinity ? { may: false, because } : { may: false, because, until: opens };
};

/** After how long (ms) to ask again where a channel is closed for a while without a date; undefined where it is closed for good. */
export const asksAgainAfter = (because: NoContactCode): number | undefined =>
  isReason(because) ? reasonSpec(because).passes : undefined;

const isReason = (code: NoContactCode): code is SuppressionReason => Object.hasOwn(suppressionReasons, code);

interface Permissions {
  readonly consents: readonly Consent[];
  readonly suppressions: readonly Suppression[];
}

/**
 * What holds for a lead made of two: every suppression of both, and for each purpose the consents of the one who may
 * be reached for the shorter time from `at` on. So the merged lead is never reached where one of the two was not to be.
 */
export const mergePermissions = (a: Permissions, b: Permissions, at: Instant): Permissions => ({
  consents: (Object.keys(purposes) as Purpose[]).flatMap((purpose) => {
    const [fewer] = [a, b]
      .map(({ consents }) => consents.filter((consent) => consent.purpose === purpose))
      .sort((one, other) => holdUntil(one, purpose, at) - holdUntil(other, purpose, at));
    return fewer ?? [];
  }),
  suppressions: [...a.suppressions, ...b.suppressions],
});

/** Until when some consent holds without a gap, as known at `at`; `-Infinity` when none holds. */
const holdUntil = (consents: readonly Consent[], purpose: Purpose, at: Instant): Instant => {
  if (consentsLack(consents, purpose, at)) return -Infinity;
  return Math.max(
    ...consents
      .filter((consent) => !consentsLack([consent], purpose, at))
      .map(({ expiresAt = Infinity, withdrawnAt = Infinity }) => Math.min(expiresAt, withdrawnAt)),
  );
};
