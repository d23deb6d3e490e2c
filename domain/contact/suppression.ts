import type { Instant } from '../time/clock.ts';
import { DAY, HOUR } from '../time/duration.ts';
import type { Purpose } from './consent.ts';
import type { NamesOf } from '../register.ts';
import type { SuppressionScope } from './suppression-scope.ts';

interface ChannelSpec {
  readonly label: string;
  /** The default purpose: emails are marketing, and the leads that reps call have asked for something. */
  readonly purpose: Purpose;
  /** The field of a lead's state that says whether its program may use the channel. */
  readonly may: `may${string}`;
}

/** The ways to reach a person that every app has. */
export const channels = {
  email: { label: 'Email', purpose: 'marketing', may: 'mayEmail' },
  phone: { label: 'Phone', purpose: 'service', may: 'mayPhone' },
} as const satisfies Record<string, ChannelSpec>;

/** One of the channels that every app has. Each has an address of a lead, which other channels may use, too. */
export type CoreChannel = keyof typeof channels;

/** A way to reach a person: one that every app has, or a text channel of the app. */
export type Channel = NamesOf<'channels', CoreChannel>;

/** Which channels a lead's program may use. */
export type MayReach = Record<(typeof channels)[CoreChannel]['may'], boolean>;

/** Who closed the channel. */
export type SuppressedBy = 'person' | 'rep' | 'system';

/**
 * Who can open a channel again: `optIn` is the person by a confirmed opt-in, `person` the person on the preferences page, and the
 * others are employees.
 */
export type Lifter = 'optIn' | 'person' | 'rep' | 'manager' | 'marketer';

export interface ReasonSpec {
  readonly label: string;
  readonly setBy: SuppressedBy;
  /** The scopes it may have; the first is the default. */
  readonly scopes: readonly [SuppressionScope, ...SuppressionScope[]];
  /** The channel that it closes by default. */
  readonly channel: Channel | 'all';
  /** Who may lift it. Only the person may lift their own no. */
  readonly liftedBy: readonly Lifter[];
  /** Set if it is temporary: programs wait for its end or, if it has none yet, ask again after so many milliseconds. */
  readonly passes?: number;
  /** Each new one replaces the previous one, whether it ends earlier or later. */
  readonly replaces?: true;
  /** It forbids even the email that asks a person to confirm a request: always, or for requests made before it. */
  readonly forbidsAsking?: 'always' | 'sinceRequest';
  /** The preferences page's text about it, if it does not end all emails; `{date}` is the day on which it ends. */
  readonly told?: string;
}

const employees = ['rep', 'manager', 'marketer'] as const;

/**
 * Why a channel is closed, the strongest reason first. A person who reports spam means emails: like an unsubscribe, it says nothing
 * about calls.
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
    // A person who confirms at an address proves that it exists; a bounce report may be wrong.
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
  wrongNumber: { label: 'Wrong number', setBy: 'rep', scopes: ['lead'], channel: 'phone', liftedBy: [...employees, 'optIn'] },
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
  /** For good if missing. */
  readonly until?: Instant;
  readonly liftedAt?: Instant;
}

/** Whether a suppression closes a channel at an instant. */
export const closes = (suppression: Suppression, channel: Channel, at: Instant): boolean =>
  (suppression.channel === 'all' || suppression.channel === channel) &&
  suppression.at <= at &&
  (suppression.until === undefined || at < suppression.until) &&
  (suppression.liftedAt === undefined || at < suppression.liftedAt);

/** Whether an actor may open a channel that was closed for a reason: only the person lifts an opt-out. */
export const mayLift = (reason: SuppressionReason, by: Lifter): boolean => reasonSpec(reason).liftedBy.includes(by);
