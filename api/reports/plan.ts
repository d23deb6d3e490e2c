import type { Scope } from '../../db/reports/scope.ts';
import { funnelStages, funnelWay } from '../../domain/lead/funnel.ts';
import { ENOUGH_CUSTOMERS, planBackwards } from '../../domain/reports/plan.ts';
import { DAY, YEAR } from '../../domain/time/duration.ts';
import type { ApiDeps } from '../procedures/context.ts';
import { cohort } from './funnel.ts';
import { iso, spanOf } from './input.ts';
import { moneyOf } from './money.ts';
import { countOf, daysOf } from './rows.ts';

type Deps = Pick<ApiDeps, 'db' | 'policy'>;

interface Goal {
  readonly revenue: number;
  /** When it is to be earned. */
  readonly by: number;
}

/**
 * How many leads a revenue needs, backwards from the rates of the leads that came in during a year. Leads too young to have bought
 * don't count: those that came in less than the median time to a purchase ago.
 */
export async function planReport(deps: Deps, scope: Scope, { revenue, by }: Goal) {
  const all = await experienceOf(deps, { ...scope, from: scope.to - YEAR });
  const days = all.stages.reduce((sum, stage) => sum + (stage.days ?? 0), 0);
  const old = { ...scope, from: scope.to - days * DAY - YEAR, to: scope.to - days * DAY };
  const { stages, cost: spent } = await experienceOf(deps, old);
  const plan = planBackwards(revenue, { stages, cost: spent, won: all.won, revenue: all.revenue });
  if (!plan)
    return {
      ...spanOf(old),
      revenue,
      stages: [],
      text: 'No lead of this time has bought yet, so there are no rates to plan from.',
    };
  const { averageDeal, deals, cost, isTrustworthy } = plan;
  return {
    ...spanOf(old),
    revenue,
    averageDeal,
    deals,
    cost,
    isTrustworthy,
    stages: plan.stages.map(({ stage, needed, interval, daysBefore }) => ({
      stage,
      label: funnelStages[stage].label,
      needed,
      interval,
      /** When so many leads must have reached the stage. */
      until: iso(by - daysBefore * DAY),
    })),
    text: isTrustworthy
      ? `${Math.ceil(deals)} deals of ${Math.round(averageDeal)} on average need ${plan.stages[0]!.needed} leads.`
      : `Fewer than ${ENOUGH_CUSTOMERS} leads have bought, which is too little history: look at the intervals, not at the numbers.`,
  };
}

async function experienceOf(deps: Deps, scope: Scope) {
  const [[group], [money]] = await Promise.all([cohort(deps.db, scope), moneyOf(deps, scope, undefined)]);
  return {
    stages: funnelWay.map((stage) => ({
      stage,
      reached: countOf(group!, { what: 'reached', stage }),
      days: daysOf(group!, { what: 'reached', stage }),
    })),
    won: money!.wonInCurrency,
    revenue: money!.revenue,
    cost: money!.cost,
  };
}
