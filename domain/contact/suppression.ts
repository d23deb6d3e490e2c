import type { Instant } from '../time/clock.ts';
import { DAY, HOUR } from '../time/duration.ts';
import type { Purpose } from './consent.ts';
import type { SuppressionScope } from './suppression-scope.ts';

interface ChannelSpec {
  readonly label: string;
  /** What it is for when nobody says: our emails are marketing's, and whom we call has asked for something. */
  readonly purpose: Purpose;
  /** Under which name a lead's program knows whether it may use the channel. */
  readonly may: `may${string}`;
}

/** The ways to reach somebody. */
export const channels = {
  email: { label: 'Email', purpose: 'marketing', may: 'mayEmail' },
  phone: { label: 'Phone', purpose: 'service', may: 'mayPhone' },
} as const satisfies Record<string, ChannelSpec>;

export type Channel = keyof typeof channels;

/** By which channels a lead's program may reach the lead. */
export type MayReach = Record<(typeof channels)[Channel]['may'], boolean>;

/** Who closed the channel. */
export type SuppressedBy = 'person' | 'rep' | 'system';

/**
 * What can open a channel again: `optIn` is a confirmed opt-in of the person, `person` their word on the page of
 * preferences, the others are employees.
 */
export type Lifter = 'optIn' | 'person' | 'rep' | 'manager' | 'marketer';

export interface ReasonSpec {
  readonly label: string;
  readonly setBy: SuppressedBy;
  /** How far it may reach; as far as the first, when nobody says otherwise. */
  readonly scopes: readonly [SuppressionScope, ...SuppressionScope[]];
  /** What it closes when nobody names a channel. */
  readonly channel: Channel | 'all';
  /** Nobody lifts a person's no for them. */
  readonly liftedBy: readonly Lifter[];
  /** It passes: programs wait for its end. Where it has none yet, they ask again after so long. */
  readonly passes?: number;
  /** There is one at a time: the last date counts, be it earlier or later. */
  readonly replaces?: true;
  /** It forbids even the email that asks whether a request is theirs: always, or because it answers a request that is older. */
  readonly forbidsAsking?: 'always' | 'sinceRequest';
  /** What the page of preferences says of it, where it is less than an end of our emails; `{date}` is the day on which it ends. */
  readonly told?: string;
}

const employees = ['rep', 'manager', 'marketer'] as const;

/**
 * Why a channel is closed. The strongest come first. Somebody who presses the button for spam speaks of emails:
 * like an unsubscribe, it says nothing about calls.
 */
export const suppressionReasons = {
  complained: {
    label: 'Complained of spam',
    setBy: 'person',
    scopes: ['address'],
    channel: 'email',
    liftedBy: ['optIn'],
    forbidsAsking: 'always',
  },
  unsubscribed: {
    label: 'Unsubscribed',
    setBy: 'person',
    scopes: ['lead', 'address'],
    channel: 'email',
    liftedBy: ['optIn'],
    forbidsAsking: 'sinceRequest',
  },
  doNotContact: {
    label: 'Asked not to be contacted',
    setBy: 'person',
    scopes: ['lead', 'address'],
    channel: 'all',
    liftedBy: ['optIn'],
    forbidsAsking: 'sinceRequest',
  },
  legal: {
    label: 'Legal or privacy request',
    setBy: 'person',
    scopes: ['lead', 'address'],
    channel: 'all',
    liftedBy: [],
    forbidsAsking: 'always',
  },
  bounced: {
    label: 'The address does not exist',
    setBy: 'system',
    scopes: ['address'],
    channel: 'email',
    // That somebody confirms at an address proves that it exists; a report may be wrong.
    liftedBy: ['optIn', 'manager', 'marketer'],
  },
  duplicate: { label: 'Another lead has this mailbox', setBy: 'system', scopes: ['lead'], channel: 'all', liftedBy: [] },
  notRelevant: {
    label: 'Not relevant to them',
    setBy: 'person',
    scopes: ['program'],
    channel: 'email',
    liftedBy: ['person', 'optIn'],
    told: 'This series of emails has ended for you.',
  },
  notInterested: { label: 'Not interested', setBy: 'rep', scopes: ['lead'], channel: 'email', liftedBy: [...employees, 'optIn'] },
  leftCompany: {
    label: 'Has left the company',
    setBy: 'rep',
    scopes: ['lead'],
    channel: 'email',
    liftedBy: [...employees, 'optIn'],
  },
  excludedAccount: {
    label: 'Account that we do not contact',
    setBy: 'system',
    scopes: ['account'],
    channel: 'all',
    liftedBy: ['manager', 'marketer'],
  },
  excludedDomain: {
    label: 'Domain that we do not write to',
    setBy: 'system',
    scopes: ['domain'],
    channel: 'all',
    liftedBy: ['manager', 'marketer'],
    forbidsAsking: 'always',
  },
  stopped: {
    label: 'All sending is stopped',
    setBy: 'system',
    scopes: ['everybody'],
    channel: 'email',
    liftedBy: ['manager', 'marketer'],
    passes: HOUR,
    forbidsAsking: 'always',
  },
  paused: {
    label: 'Asked for a pause',
    setBy: 'person',
    scopes: ['lead'],
    channel: 'email',
    liftedBy: ['person', 'optIn'],
    passes: DAY,
    replaces: true,
    told: 'We will not write to you before {date}.',
  },
  hold: {
    label: 'Held by a rep',
    setBy: 'rep',
    scopes: ['lead'],
    channel: 'all',
    liftedBy: employees,
    passes: DAY,
    replaces: true,
  },
} as const satisfies Record<string, ReasonSpec>;

export type SuppressionReason = keyof typeof suppressionReasons;

/** The row of a reason. */
export const reasonSpec = (reason: SuppressionReason): ReasonSpec => suppressionReasons[reason];

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

/** Whether somebody may open again what was closed for a reason: only the person lifts an opt-out. */
export const mayLift = (reason: SuppressionReason, by: Lifter): boolean => reasonSpec(reason).liftedBy.includes(by);
