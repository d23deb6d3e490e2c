import type { Act } from '../scoring/act.ts';
import { addAct, interestAt, type Interest, type InterestModel } from '../scoring/interest.ts';

/** A lead whose outcome is known. */
export interface Decided {
  readonly isWon: boolean;
  /** Its fit by the model. */
  readonly fit: number;
  /** What it did before the outcome, in order. */
  readonly acts: readonly Act[];
}

/** What a threshold of interest would have done. */
export interface ThresholdResult {
  readonly threshold: number;
  /** Of the won and the lost: how many it would have passed to sales. */
  readonly won: number;
  readonly lost: number;
}

const thresholds = [10, 20, 30, 40, 50, 60, 70, 80, 90] as const;

/** The highest interest that a lead ever had. */
function peakInterest(model: InterestModel, acts: readonly Act[]): number {
  let interest: Interest = {};
  let peak = 0;
  for (const act of acts) {
    interest = addAct(model, interest, act);
    peak = Math.max(peak, interestAt(model, interest, act.at));
  }
  return peak;
}

/** What each threshold would have passed, of leads that were won or lost. A lead needs the fit in any case. */
export function backtest(
  model: InterestModel & { readonly ready: { readonly fit: number } },
  leads: readonly Decided[],
): ThresholdResult[] {
  const peaks = leads
    .filter(({ fit }) => fit >= model.ready.fit)
    .map(({ isWon, acts }) => ({ isWon, peak: peakInterest(model, acts) }));
  return thresholds.map((threshold) => {
    const passed = peaks.filter(({ peak }) => peak >= threshold);
    const won = passed.filter(({ isWon }) => isWon).length;
    return { threshold, won, lost: passed.length - won };
  });
}
