import type { Instant } from '../time/clock.ts';
import { isCalendarDuration, milliseconds, type CalendarDuration } from '../time/duration.ts';
import type { NamesOf } from '../register.ts';
import { own } from '../text/own.ts';

/** Where nurture takes a recycled lead up again; a program names the tracks (see `program()`). */
export type RecycleDestination = (typeof destinations)[number];

const destinations = ['connect', 'offer'] as const;
const owners = ['same', 'another', 'any'] as const;

/** What happens to a lead that sales gave back for a reason. */
export interface RecycleSpec {
  readonly label: string;
  /** How long the lead rests; `'given'`: until the date that the rep gave. */
  readonly rest: CalendarDuration | 'given';
  /** How long before the date given the lead is taken up again: that of a renewal, for example. */
  readonly ahead?: CalendarDuration;
  readonly to: RecycleDestination;
  /** Who works the lead when it is MQL again. */
  readonly owner: (typeof owners)[number];
  /** Whose mark it is in the quality of the hand-over. */
  readonly against?: 'sales' | 'marketing';
  /** Marketing first has to find somebody else at the account. */
  readonly findContact?: true;
}

/** The reasons of a company, by their names. */
export type RecycleReasons = Readonly<Record<string, RecycleSpec>>;

/** How leads come back from sales. */
export interface RecyclePolicy {
  /** Why sales gives a lead back, and what happens next. */
  readonly reasons: RecycleReasons;
  /** After a rep sent a lead back without a date, MQL does not interrupt its rest and nurture for so long. */
  readonly mqlHeldFor: CalendarDuration;
  /** Reps who may reject a lead before it goes back to nurture. */
  readonly repsWhoMayReject: number;
}

const standardReasons = {
  unreachable: { label: 'Could not be reached', rest: '30 days', to: 'connect', owner: 'any' },
  timing: { label: 'Not the right time', rest: 'given', to: 'offer', owner: 'same' },
  budget: { label: 'No budget now', rest: '90 days', to: 'connect', owner: 'any' },
  competingPriority: { label: 'Another priority comes first', rest: '90 days', to: 'connect', owner: 'any' },
  managementChange: { label: 'Management changed', rest: '30 days', to: 'connect', owner: 'any', findContact: true },
  // The date given is that of the renewal.
  competitorChosen: { label: 'Chose a competitor', rest: 'given', ahead: '120 days', to: 'offer', owner: 'any' },
  noOpportunity: { label: 'No opportunity came of it', rest: '30 days', to: 'connect', owner: 'any' },
  stalled: { label: 'The opportunity stalled', rest: '30 days', to: 'connect', owner: 'any' },
  salesDidNotAct: { label: 'Nobody acted in time', rest: '1 day', to: 'connect', owner: 'another', against: 'sales' },
  nobodyFree: { label: 'Nobody was free to take it', rest: '1 day', to: 'connect', owner: 'any', against: 'sales' },
  rejected: { label: 'Sales did not take it', rest: '30 days', to: 'connect', owner: 'another', against: 'marketing' },
  lost: { label: 'The deal was lost', rest: '120 days', to: 'offer', owner: 'same' },
} as const satisfies RecycleReasons;

/** The reasons that every app has. It may change what follows from them, and add others. */
export type StandardReason = keyof typeof standardReasons;
/** The name of a reason, in a program or a policy: the standard's, or one that the app registers. */
export type RecycleReason = NamesOf<'recycleReasons', StandardReason>;

export const standardRecycle = {
  reasons: standardReasons,
  mqlHeldFor: '30 days',
  repsWhoMayReject: 2,
} as const satisfies RecyclePolicy;

/** What a reason says. One that the app has removed leads where one without an opportunity does. */
export const reasonNamed = ({ reasons }: RecyclePolicy, name: string): RecycleSpec =>
  own(reasons, name) ?? standardReasons.noOpportunity;

interface Recycled {
  readonly at: Instant;
  /** The date that the rep named. */
  readonly given?: Instant | undefined;
  readonly rep?: string | undefined;
}

/** What a lead carries on that went back: until when MQL does not interrupt, and who gets it next, or must not. */
export function afterRecycling(policy: RecyclePolicy, reason: string, { at, given, rep }: Recycled) {
  const { against, owner } = reasonNamed(policy, reason);
  return {
    // What sales did not do is not held against the lead.
    ...(against !== 'sales' && { mqlHeldUntil: given ?? at + milliseconds(policy.mqlHeldFor) }),
    ...(owner === 'same' && rep && { prefer: rep }),
    exclude: owner === 'another' && rep ? [rep] : [],
  };
}

/** Until when a lead rests that went back. Without a date from the rep it rests for as long as MQL is held. */
export function restUntil(policy: RecyclePolicy, reason: string, { at, given }: Recycled): Instant {
  const { rest, ahead = '0 days' } = reasonNamed(policy, reason);
  if (rest !== 'given') return at + milliseconds(rest);
  return Math.max(at, (given ?? at + milliseconds(policy.mqlHeldFor)) - milliseconds(ahead));
}

/** What is wrong with what an app says of it. */
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
    faults.push(`ahead: expected a duration, beside rest: "given", got "${ahead}"`);
  if (!to || !destinations.includes(to)) faults.push(`to: it leads nowhere; expected one of ${destinations.join(', ')}`);
  if (!owner || !owners.includes(owner)) faults.push(`owner: expected one of ${owners.join(', ')}`);
  return faults;
}
