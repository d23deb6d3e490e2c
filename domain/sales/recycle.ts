import type { Instant } from '../time/clock.ts';
import { isCalendarDuration, milliseconds, type CalendarDuration } from '../time/duration.ts';
import type { NamesOf } from '../register.ts';
import { own } from '../text/own.ts';

/** Where nurture resumes for a recycled lead; a program names the tracks (see `program()`). */
export type RecycleDestination = (typeof destinations)[number];

const destinations = ['connect', 'offer'] as const;
const owners = ['same', 'another', 'any'] as const;

/** A reason for which sales gives a lead back, and what happens then. */
export interface RecycleSpec {
  readonly label: string;
  /** How long the lead rests; `'given'` means until the date that the rep named. */
  readonly rest: CalendarDuration | 'given';
  /** How long before the named date nurture resumes; for a renewal date, for example. */
  readonly ahead?: CalendarDuration;
  readonly to: RecycleDestination;
  /** Which rep gets the lead when it is MQL again. */
  readonly owner: (typeof owners)[number];
  /** Which side the hand-over report counts it against. */
  readonly against?: 'sales' | 'marketing';
  /** Marketing must first find another contact at the account. */
  readonly findContact?: true;
}

/** A company's recycle reasons, by their names. */
export type RecycleReasons = Readonly<Record<string, RecycleSpec>>;

/** How leads come back from sales. */
export interface RecyclePolicy {
  /** Why sales gives a lead back, and what happens next. */
  readonly reasons: RecycleReasons;
  /** How long MQL does not interrupt, after a rep sent a lead back without a date. */
  readonly mqlHeldFor: CalendarDuration;
  /** How many reps may reject a lead before it goes back to nurture. */
  readonly repsWhoMayReject: number;
}

const standardReasons = {
  unreachable: { label: 'Could not be reached', rest: '30 days', to: 'connect', owner: 'any' },
  timing: { label: 'Not the right time', rest: 'given', to: 'offer', owner: 'same' },
  budget: { label: 'No budget now', rest: '90 days', to: 'connect', owner: 'any' },
  competingPriority: { label: 'Another priority comes first', rest: '90 days', to: 'connect', owner: 'any' },
  managementChange: { label: 'Management changed', rest: '30 days', to: 'connect', owner: 'any', findContact: true },
  // The rep names the date of the renewal.
  competitorChosen: { label: 'Chose a competitor', rest: 'given', ahead: '120 days', to: 'offer', owner: 'any' },
  noOpportunity: { label: 'No opportunity came of it', rest: '30 days', to: 'connect', owner: 'any' },
  stalled: { label: 'The opportunity stalled', rest: '30 days', to: 'connect', owner: 'any' },
  salesDidNotAct: { label: 'No rep acted in time', rest: '1 day', to: 'connect', owner: 'another', against: 'sales' },
  nobodyFree: { label: 'No rep was free to take it', rest: '1 day', to: 'connect', owner: 'any', against: 'sales' },
  notWorked: { label: 'Sales made too few attempts', rest: '1 day', to: 'connect', owner: 'another', against: 'sales' },
  takenBack: { label: 'Marketing took it back', rest: '1 day', to: 'connect', owner: 'any' },
  rejected: { label: 'Sales did not take it', rest: '30 days', to: 'connect', owner: 'another', against: 'marketing' },
  lost: { label: 'The deal was lost', rest: '120 days', to: 'offer', owner: 'same' },
} as const satisfies RecycleReasons;

/** The reasons that every app has. An app may change what follows from them, and add others. */
export type StandardReason = keyof typeof standardReasons;
/** The name of a reason, in a program or a policy: the standard's, or one that the app registers. */
export type RecycleReason = NamesOf<'recycleReasons', StandardReason>;

export const standardRecycle = {
  reasons: standardReasons,
  mqlHeldFor: '30 days',
  repsWhoMayReject: 2,
} as const satisfies RecyclePolicy;

/** The row of a reason. A reason that the app has removed counts as `noOpportunity`. */
export const reasonNamed = ({ reasons }: RecyclePolicy, name: string): RecycleSpec =>
  own(reasons, name) ?? standardReasons.noOpportunity;

interface Recycled {
  readonly at: Instant;
  /** The date that the rep named. */
  readonly given?: Instant | undefined;
  readonly rep?: string | undefined;
}

/** The state of a lead after recycling: until when MQL does not interrupt, which rep gets it next, and which reps must not. */
export function afterRecycling(policy: RecyclePolicy, reason: string, { at, given, rep }: Recycled) {
  const { against, owner } = reasonNamed(policy, reason);
  return {
    // A lead that sales did not act on may become MQL at any time.
    ...(against !== 'sales' && { mqlHeldUntil: given ?? at + milliseconds(policy.mqlHeldFor) }),
    ...(owner === 'same' && rep && { prefer: rep }),
    exclude: owner === 'another' && rep ? [rep] : [],
  };
}

/** Until when a recycled lead rests. Without a date from the rep, it rests as long as MQL is held. */
export function restUntil(policy: RecyclePolicy, reason: string, { at, given }: Recycled): Instant {
  const { rest, ahead } = reasonNamed(policy, reason);
  if (rest !== 'given') return at + milliseconds(rest);
  return Math.max(at, (given ?? at + milliseconds(policy.mqlHeldFor)) - (ahead ? milliseconds(ahead) : 0));
}

/** The faults of an app's recycle policy. */
export function recycleFaults({ reasons, mqlHeldFor, repsWhoMayReject }: RecyclePolicy): string[] {
  const faults = Object.entries(reasons).flatMap(([name, reason]) => reasonFaults(reason).map((fault) => `${name}: ${fault}`));
  if (!isCalendarDuration(mqlHeldFor))
    faults.push(`mqlHeldFor: expected a duration such as "30 days", got "${String(mqlHeldFor)}"`);
  if (!Number.isInteger(repsWhoMayReject) || repsWhoMayReject < 1)
    faults.push(`repsWhoMayReject: expected a whole number from 1 on, got ${repsWhoMayReject}`);
  return faults;
}

function reasonFaults({ label, rest, ahead, to, owner }: Partial<RecycleSpec>): string[] {
  const faults: string[] = [];
  if (!label) faults.push('expected a label');
  if (rest !== 'given' && !isCalendarDuration(rest ?? '')) faults.push(`rest: expected "given" or a duration, got "${rest}"`);
  if (ahead !== undefined && (rest !== 'given' || !isCalendarDuration(ahead)))
    faults.push(`ahead: expected a duration, and rest: "given", got "${ahead}"`);
  if (!to || !destinations.includes(to)) faults.push(`to: expected one of ${destinations.join(', ')}`);
  if (!owner || !owners.includes(owner)) faults.push(`owner: expected one of ${owners.join(', ')}`);
  return faults;
}
