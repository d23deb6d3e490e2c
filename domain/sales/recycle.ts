import type { Instant } from '../time/clock.ts';
import { DAY, type CalendarDuration } from '../time/duration.ts';

/** Where nurture takes a recycled lead up again; a program names the tracks (see `program()`). */
export type RecycleDestination = 'connect' | 'offer';

interface RecycleSpec {
  readonly label: string;
  /** How long the lead rests; `'given'` is the date that the rep gave. */
  readonly rest: CalendarDuration | 'given';
  readonly to: RecycleDestination;
  /** Who works the lead when it is MQL again. */
  readonly owner: 'same' | 'another' | 'any';
  /** Whose mark it is in the quality of the hand-over. */
  readonly against?: 'sales' | 'marketing';
  /** Marketing first has to find somebody else at the account. */
  readonly findContact?: true;
}

/** Why sales gave a lead back, and what happens next. */
export const recycleReasons = {
  unreachable: { label: 'Could not be reached', rest: '30 days', to: 'connect', owner: 'any' },
  timing: { label: 'Not the right time', rest: 'given', to: 'offer', owner: 'same' },
  budget: { label: 'No budget now', rest: '90 days', to: 'connect', owner: 'any' },
  competingPriority: { label: 'Another priority comes first', rest: '90 days', to: 'connect', owner: 'any' },
  managementChange: { label: 'Management changed', rest: '30 days', to: 'connect', owner: 'any', findContact: true },
  // The date given is that of the renewal; the lead is taken up again 120 days before it.
  competitorChosen: { label: 'Chose a competitor', rest: 'given', to: 'offer', owner: 'any' },
  noOpportunity: { label: 'No opportunity came of it', rest: '30 days', to: 'connect', owner: 'any' },
  stalled: { label: 'The opportunity stalled', rest: '30 days', to: 'connect', owner: 'any' },
  salesDidNotAct: { label: 'Nobody acted in time', rest: '1 day', to: 'connect', owner: 'another', against: 'sales' },
  nobodyFree: { label: 'Nobody was free to take it', rest: '1 day', to: 'connect', owner: 'any', against: 'sales' },
  rejected: { label: 'Sales did not take it', rest: '30 days', to: 'connect', owner: 'another', against: 'marketing' },
  lost: { label: 'The deal was lost', rest: '120 days', to: 'offer', owner: 'same' },
} as const satisfies Record<string, RecycleSpec>;

export type RecycleReason = keyof typeof recycleReasons;

/** After a rep sent a lead back without a date, MQL does not interrupt its rest and nurture for so long. */
export const MQL_HELD_FOR = 30 * DAY;

/** What a lead carries on that went back: until when MQL does not interrupt, and who gets it next, or must not. */
export function afterRecycling(
  reason: RecycleReason,
  { at, given, rep }: { readonly at: Instant; readonly given?: Instant | undefined; readonly rep?: string | undefined },
) {
  const { against, owner }: RecycleSpec = recycleReasons[reason];
  return {
    // What sales did not do is not held against the lead.
    ...(against !== 'sales' && { mqlHeldUntil: given ?? at + MQL_HELD_FOR }),
    ...(owner === 'same' && rep && { prefer: rep }),
    exclude: owner === 'another' && rep ? [rep] : [],
  };
}

/** Days before a renewal at which somebody who chose a competitor hears from us again. */
export const RENEWAL_LEAD_DAYS = 120;
