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

/** Whether anything was added to an interest; until then, a model starts from all that the lead did. */
export const hasBegun = <T extends InterestRow>(row: T | undefined): row is T =>
  row !== undefined && Object.keys(row.byKind).length > 0;

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
