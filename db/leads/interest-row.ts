import type { Instant } from '../../domain/time/clock.ts';
import { decayed } from '../../domain/scoring/decay.ts';
import { interestAt } from '../../domain/scoring/interest.ts';
import type { Interest, InterestModel } from '../../domain/scoring/interest.ts';
import { milliseconds } from '../../domain/time/duration.ts';

/** Interest as saved in the table `scores`: every term at one common instant. */
export interface InterestRow {
  readonly byKind: Record<string, number>;
  readonly interestAt: Date;
}

export const interestFrom = ({ byKind, interestAt: at }: InterestRow): Interest =>
  Object.fromEntries(Object.entries(byKind).map(([term, value]) => [term, { value, at: at.getTime() }]));

/** The columns for an interest, with every term brought to one instant. */
export const interestColumns = (
  model: InterestModel,
  interest: Interest,
  at: Instant,
): { interest: number; interestAt: Date; byKind: string } => ({
  interest: interestAt(model, interest, at),
  interestAt: new Date(at),
  byKind: JSON.stringify(
    Object.fromEntries(
      Object.entries(interest).map(([term, amount]) => [term, decayed(amount, at, milliseconds(model.halfLife))]),
    ),
  ),
});
