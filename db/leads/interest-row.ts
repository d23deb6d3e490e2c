import type { Instant } from '../../domain/time/clock.ts';
import { decayed } from '../../domain/scoring/decay.ts';
import { INTEREST_HALF_LIFE, interestAt } from '../../domain/scoring/interest.ts';
import type { Interest } from '../../domain/scoring/interest.ts';

/** Interest as the table `scores` keeps it: each term as it was at one common instant. */
export interface InterestRow {
  readonly byKind: Record<string, number>;
  readonly interestAt: Date;
}

export const interestFrom = ({ byKind, interestAt: at }: InterestRow): Interest =>
  Object.fromEntries(Object.entries(byKind).map(([term, value]) => [term, { value, at: at.getTime() }]));

/** The columns for an interest, with every term brought to one instant. */
export const interestColumns = (interest: Interest, at: Instant): { interest: number; interestAt: Date; byKind: string } => ({
  interest: interestAt(interest, at),
  interestAt: new Date(at),
  byKind: JSON.stringify(
    Object.fromEntries(Object.entries(interest).map(([term, amount]) => [term, decayed(amount, at, INTEREST_HALF_LIFE)])),
  ),
});
