import type { Instant } from '../time/clock.ts';
import type { ConsentPolicy } from './consent-policy.ts';
import { allows, consentsLack, noConsentReasons, purposes } from './consent.ts';
import type { Consent, NoConsentCode, Purpose } from './consent.ts';
import { kindsOf } from '../text/kinds.ts';
import { own } from '../text/own.ts';
import { channels, closes, reasonSpec, suppressionReasons } from './suppression.ts';
import type { Channel, CoreChannel, Suppression, SuppressionReason } from './suppression.ts';

export type { Channel } from './suppression.ts';

export type NoContactCode = SuppressionReason | NoConsentCode;

/** Whether the company may write or call. `until` is set if the answer may change at that instant without anyone's action. */
export type Contactability =
  | { readonly may: true }
  | { readonly may: false; readonly because: NoContactCode; readonly until?: Instant };

const strongestFirst = Object.keys(suppressionReasons) as SuppressionReason[];

/** A closed channel; `until` is set if it opens by itself. */
export interface Closed {
  readonly because: SuppressionReason;
  readonly until?: Instant;
}

/** The strongest reason for which suppressions close a channel at an instant, whatever the consents; undefined if it is open. */
export function closedChannel(suppressions: readonly Suppression[], channel: Channel, at: Instant): Closed | undefined {
  const closed = suppressions.filter((suppression) => closes(suppression, channel, at));
  const because = strongestFirst.find((reason) => closed.some((suppression) => suppression.reason === reason));
  if (!because) return undefined;
  const opens = Math.max(...closed.map(({ until }) => until ?? Infinity));
  return opens === Infinity ? { because } : { because, until: opens };
}

/** Whether a channel is closed for good: without an end, and not for a temporary reason. */
export function isClosedForGood(suppressions: readonly Suppression[], channel: Channel, at: Instant): boolean {
  const closed = closedChannel(suppressions, channel, at);
  return closed !== undefined && closed.until === undefined && asksAgainAfter(closed.because) === undefined;
}

/**
 * Whether the company may reach a lead by a channel at an instant.
 * @param suppressions every suppression that concerns the lead, of any scope
 */
export function contactability(
  policy: ConsentPolicy,
  consents: readonly Consent[],
  suppressions: readonly Suppression[],
  channel: Channel,
  at: Instant,
  purpose: Purpose = own<{ purpose: Purpose }>(channels, channel)?.purpose ?? 'marketing',
): Contactability {
  const closed = closedChannel(suppressions, channel, at);
  const lacks = consentsLack(policy, consents, purpose, at);
  if (!closed) return lacks ? { may: false, because: lacks } : { may: true };
  return lacks ? { may: false, because: closed.because } : { may: false, ...closed };
}

/** What decides whether a channel of messages may reach a lead. */
export interface Means {
  readonly channel: Channel;
  /** The address of a lead that it uses: what closes calls or emails closes every channel to the same address. */
  readonly addressedBy: CoreChannel;
  /** Whether a consent to marketing covers the channel; one that does not counts for nothing. */
  readonly covers: (consent: Consent) => boolean;
}

/** Whether the company may send a message of a purpose to a lead; see `contactability`. */
export function mayMessage(
  { channel, addressedBy, covers }: Means,
  policy: ConsentPolicy,
  consents: readonly Consent[],
  suppressions: readonly Suppression[],
  at: Instant,
  purpose: Purpose,
): Contactability {
  const covering = purpose === 'marketing' ? consents.filter(covers) : consents;
  const closing = suppressions.map((one) => (one.channel === addressedBy ? { ...one, channel } : one));
  const verdict = contactability(policy, covering, closing, channel, at, purpose);
  const isUncovered = !verdict.may && verdict.because === 'noConsent' && covering.length < consents.length;
  return isUncovered ? { may: false, because: 'optInNeeded' } : verdict;
}

/** After how many milliseconds to ask again, if a channel is closed for a temporary reason; undefined for any other reason. */
export const asksAgainAfter = (because: NoContactCode): number | undefined =>
  isReason(because) ? reasonSpec(because).passes : undefined;

/** Why a person may not be contacted, in words. */
export const noContactLabel = (because: NoContactCode): string =>
  isReason(because) ? suppressionReasons[because].label : noConsentReasons[because].label;

const isReason = (code: NoContactCode): code is SuppressionReason => Object.hasOwn(suppressionReasons, code);

interface Permissions<C extends Consent> {
  readonly consents: readonly C[];
  readonly suppressions: readonly Suppression[];
}

/**
 * The permissions of a lead merged from two: every suppression of both and, for each purpose, the consents of the one that may be
 * contacted for the shorter time from `at` on. So the merged lead is never contacted where either of the two must not be. A consent whose
 * other one is missing is narrowed to what both gave: of a consent to marketing and an inquiry, the answer to the inquiry remains.
 * Withdrawn consents of both stay: an older file must not restore them.
 */
export const mergePermissions = <C extends Consent>(
  policy: ConsentPolicy,
  a: Permissions<C>,
  b: Permissions<C>,
  at: Instant,
): Permissions<C> => ({
  consents: kindsOf(purposes).reduce<readonly C[]>(
    (merged, purpose) => {
      const [fewer = []] = [a, b]
        .map(({ consents }) => consents.filter((consent) => allows(consent, purpose)))
        .sort((one, other) => validUntil(policy, one, purpose, at) - validUntil(policy, other, purpose, at));
      return [...merged, ...fewer.filter((one) => !merged.includes(one)).map((one) => narrowed(one, purpose))];
    },
    withdrawn([...a.consents, ...b.consents], at),
  ),
  suppressions: [...a.suppressions, ...b.suppressions],
});

const withdrawn = <C extends Consent>(consents: readonly C[], at: Instant): readonly C[] =>
  consents.filter(({ withdrawnAt = Infinity }) => withdrawnAt <= at);

const narrowed = <C extends Consent>(consent: C, purpose: Purpose): C =>
  consent.purpose === purpose ? consent : { ...consent, purpose };

/** Until when some consent is valid without a gap, as known at `at`; `-Infinity` if none is. */
function validUntil(policy: ConsentPolicy, consents: readonly Consent[], purpose: Purpose, at: Instant): Instant {
  if (consentsLack(policy, consents, purpose, at)) return -Infinity;
  return Math.max(
    ...consents
      .filter((consent) => !consentsLack(policy, [consent], purpose, at))
      .map(({ expiresAt = Infinity, withdrawnAt = Infinity }) => Math.min(expiresAt, withdrawnAt)),
  );
}
