import type { Instant } from './clock.ts';

/** The ways to reach somebody. */
export const channels = {
  email: { label: 'Email' },
  phone: { label: 'Phone' },
} as const satisfies Record<string, { label: string }>;

export type Channel = keyof typeof channels;

/** Whom a suppression holds for. */
export const suppressionScopes = {
  lead: { label: 'This lead' },
  address: { label: 'This address' },
  domain: { label: 'Everybody at this domain' },
  account: { label: 'Everybody at this account' },
  everybody: { label: 'Everybody' },
} as const satisfies Record<string, { label: string }>;

export type SuppressionScope = keyof typeof suppressionScopes;

/** Who closed the channel; only the same can open it again, so that nobody lifts a person's opt-out for them. */
export type SuppressedBy = 'person' | 'rep' | 'system';

interface ReasonSpec {
  readonly label: string;
  readonly setBy: SuppressedBy;
  readonly scope: SuppressionScope;
  /** What it closes when nobody names a channel. */
  readonly channel: Channel | 'all';
}

/**
 * Why a channel is closed; each says who closes it, how far it reaches, and which channel it is about. The strongest come
 * first. Who presses the button for spam speaks of emails: like an unsubscribe, it says nothing about calls.
 */
export const suppressionReasons = {
  complained: { label: 'Complained of spam', setBy: 'person', scope: 'address', channel: 'email' },
  unsubscribed: { label: 'Unsubscribed', setBy: 'person', scope: 'lead', channel: 'email' },
  doNotContact: { label: 'Asked not to be contacted', setBy: 'person', scope: 'lead', channel: 'all' },
  legal: { label: 'Legal or privacy request', setBy: 'person', scope: 'lead', channel: 'all' },
  bounced: { label: 'The address does not exist', setBy: 'system', scope: 'address', channel: 'email' },
  duplicate: { label: 'Another lead has this mailbox', setBy: 'system', scope: 'lead', channel: 'all' },
  excludedAccount: { label: 'Customer, competitor or partner', setBy: 'system', scope: 'account', channel: 'all' },
  excludedDomain: { label: 'Domain that we do not write to', setBy: 'system', scope: 'domain', channel: 'all' },
  stopped: { label: 'All sending is stopped', setBy: 'system', scope: 'everybody', channel: 'all' },
  hold: { label: 'Held by a rep', setBy: 'rep', scope: 'lead', channel: 'all' },
} as const satisfies Record<string, ReasonSpec>;

export type SuppressionReason = keyof typeof suppressionReasons;

/** A closed channel. */
export interface Suppression {
  readonly scope: SuppressionScope;
  readonly channel: Channel | 'all';
  readonly reason: SuppressionReason;
  readonly setBy: SuppressedBy;
  readonly at: Instant;
  /** Missing: for good. */
  readonly until?: Instant;
  readonly liftedAt?: Instant;
}

/** Whether a suppression closes a channel at an instant. */
export const closes = (suppression: Suppression, channel: Channel, at: Instant): boolean =>
  (suppression.channel === 'all' || suppression.channel === channel) &&
  suppression.at <= at &&
  (suppression.until === undefined || at < suppression.until) &&
  (suppression.liftedAt === undefined || at < suppression.liftedAt);

/** Whether somebody may open again what a suppression closed: only the person lifts an opt-out. */
export const mayLift = (suppression: Suppression, by: SuppressedBy): boolean => suppression.setBy === by;
