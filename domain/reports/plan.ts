import { wilson, type Interval } from './interval.ts';
import { funnelWay, type WayStage } from '../lead/funnel.ts';

/** A stage of the way, as a cohort went it. */
export interface PassedStage {
  readonly stage: WayStage;
  /** Leads that reached it. */
  readonly reached: number;
  /** The median of the days since the stage before; null if nobody reached it. */
  readonly days: number | null;
}

/** What a cohort shows about the way from a lead to revenue. */
export interface Experience {
  /** In the order of the way. */
  readonly stages: readonly PassedStage[];
  /** The deals that were won, and what they were worth in total. */
  readonly won: number;
  readonly revenue: number;
  readonly cost: number;
}

/** How many leads must reach a stage, and how many days before the revenue. */
export interface PlannedStage {
  readonly stage: WayStage;
  readonly needed: number;
  /** Its 95 % interval, because rates from few leads are uncertain. The size of a deal is treated as certain. */
  readonly interval: Interval;
  readonly daysBefore: number;
}

export interface Plan {
  readonly stages: readonly PlannedStage[];
  readonly deals: number;
  readonly averageDeal: number;
  /** What so many leads cost, if each costs as much as in the cohort. */
  readonly cost: number;
  readonly isTrustworthy: boolean;
}

/** Fewer customers than this say little about a rate. */
export const ENOUGH_CUSTOMERS = 10;

/** How many leads a revenue needs, backwards from own rates; undefined if nobody has bought yet. */
export function planBackwards(revenue: number, { stages, won, revenue: earned, cost }: Experience): Plan | undefined {
  const customers = stages.find(({ stage }) => stage === 'customer')?.reached ?? 0;
  if (won === 0 || earned === 0 || customers === 0) return undefined;
  const averageDeal = earned / won;
  const deals = revenue / averageDeal;
  const planned = stages.map(({ stage, reached }, n): PlannedStage => {
    const share = wilson(customers, reached);
    return {
      stage,
      needed: Math.ceil((deals * reached) / customers),
      interval: { from: Math.ceil(deals / share.to), to: Math.ceil(deals / share.from) },
      daysBefore: Math.round(stages.slice(n + 1).reduce((sum, { days }) => sum + (days ?? 0), 0)),
    };
  });
  const leads = stages.find(({ stage }) => stage === funnelWay[0])?.reached ?? 0;
  return {
    stages: planned,
    deals,
    averageDeal,
    cost: leads === 0 ? 0 : (cost / leads) * (planned[0]?.needed ?? 0),
    isTrustworthy: customers >= ENOUGH_CUSTOMERS,
  };
}
