import { DAY } from '../time/duration.ts';
import type { Instant } from '../time/clock.ts';
import { kinds, kindsOf } from '../text/kinds.ts';
import { unless, unlessKnown } from '../policy/unless.ts';

/** For how many days of program time something stays, or that it stays for good. */
export type Stay = number | 'forGood';

interface DataKindSpec {
  readonly label: string;
  /** How long it stays by default. */
  readonly stays: Stay;
}

/** Data protection authorities name three years without a contact as the time after which a prospect is to be forgotten. */
const THREE_YEARS = 1_095;

/** What goes once it is old. How it goes, row by row, says `db/system/retention.ts`. */
export const retainedKinds = kinds<DataKindSpec>()({
  rawEmails: { label: 'the bytes of incoming emails', stays: 180 },
  words: { label: 'what leads wrote: replies, forms, texts', stays: THREE_YEARS },
  notes: { label: 'notes about leads', stays: THREE_YEARS },
  reports: { label: 'what reps wrote in their reports', stays: THREE_YEARS },
  engagements: { label: 'what other systems said of an engagement', stays: THREE_YEARS },
  emails: { label: 'what an email was filled in with', stays: THREE_YEARS },
  steps: { label: 'the answers of other systems to steps', stays: 365 },
  providerCalls: { label: 'questions to enrichment providers', stays: 730 },
  unconfirmed: { label: 'requests that nobody confirmed', stays: 90 },
  imports: { label: 'rows of files: rejections and samples', stays: 365 },
  refusals: { label: 'addresses that refused emails', stays: 365 },
  absences: { label: 'absences of reps', stays: 365 },
  alerts: { label: 'alerts that were sent to reps', stays: THREE_YEARS },
  events: { label: 'events for other systems', stays: 30 },
  requests: { label: 'answers to requests with an idempotency key', stays: 30 },
  audit: { label: 'the audit log', stays: THREE_YEARS },
  // An app decides that people are to be erased; authorities name three years.
  saidNo: { label: 'people who want no emails, and have been silent since', stays: 'forGood' },
  quiet: { label: 'people who have been silent, and are not customers', stays: 'forGood' },
});

export type RetainedKind = keyof typeof retainedKinds;

/** How long each kind of data stays. */
export type RetentionPolicy = Readonly<Record<RetainedKind, Stay>>;

export const standardRetention = Object.fromEntries(
  Object.entries(retainedKinds).map(([kind, { stays }]) => [kind, stays]),
) as RetentionPolicy;

/** The instant before which data of a kind is too old; undefined if it stays for good. */
export function tooOldBefore(retention: RetentionPolicy, kind: RetainedKind, now: Instant): Instant | undefined {
  const stay = retention[kind];
  return stay === 'forGood' ? undefined : now - stay * DAY;
}

/** The faults of an app's retention. */
export const retentionFaults = (retention: RetentionPolicy): string[] =>
  Object.entries(retention).flatMap(([kind, stay]) => [
    ...unlessKnown(kind, kindsOf(retainedKinds), `"${kind}" is no kind of data`),
    ...unless(
      stay === 'forGood' || (Number.isSafeInteger(stay) && stay >= 1),
      `${kind}: expected a number of days from 1, or 'forGood', got ${JSON.stringify(stay)}`,
    ),
  ]);
