import type { Scope } from '../../db/reports/scope.ts';
import { funnelStages, funnelWay, type WayStage } from '../../domain/lead/funnel.ts';
import { ENOUGH_CUSTOMERS, planBackwards, type Plan } from '../../domain/reports/plan.ts';
import { spreadEvenly } from '../../domain/reports/spread-evenly.ts';
import { sentence } from '../../domain/text/words.ts';
import { DAY, YEAR } from '../../domain/time/duration.ts';
import { dateOf, dayAt } from '../../domain/time/local-time.ts';
import type { ApiDeps } from '../procedures/context.ts';
import { cohort } from './funnel.ts';
import { iso, spanOf } from './input.ts';
import { moneyOf } from './money.ts';
import { monthsIn, spanOfMonth } from './months.ts';
import { countOf, daysOf } from './rows.ts';

type Deps = Pick<ApiDeps, 'db' | 'policy'>;

interface Goal {
  readonly revenue: number;
  /** When it is to be earned. */
  readonly by: number;
  readonly now: number;
  /** In which its months begin. */
  readonly zone: string;
}

/**
 * How the leads that came in during a year fared, without those too young to have bought: they came in less than the median time to a
 * purchase ago.
 */
export async function experience(deps: Deps, scope: Scope) {
  const { stages: all, won, revenue } = await cohortOf(deps, { ...scope, from: scope.to - YEAR });
  const days = all.reduce((sum, stage) => sum + (stage.days ?? 0), 0);
  const old = { ...scope, from: scope.to - days * DAY - YEAR, to: scope.to - days * DAY };
  const { stages, cost } = await cohortOf(deps, old);
  return { ...spanOf(old), stages, cost, won, revenue };
}

type Experience = Awaited<ReturnType<typeof experience>>;

/** How many leads a revenue needs, backwards from the rates of the leads that came in during a year. */
export function planReport({ from, to, ...known }: Experience, goal: Goal) {
  const { revenue, by, now, zone } = goal;
  const plan = planBackwards(revenue, known);
  if (!plan)
    return {
      from,
      to,
      revenue,
      stages: [],
      months: [],
      text: 'No lead of this period has bought yet, so there are no rates to plan with.',
    };
  const { averageDeal, deals, cost, isTrustworthy } = plan;
  const stages = plan.stages.map(({ stage, needed, interval, daysBefore }) => {
    const until = by - daysBefore * DAY;
    return {
      stage,
      label: funnelStages[stage].label,
      needed,
      interval,
      /** When so many leads must have reached the stage, and its day in the zone of the settings. */
      until: iso(until),
      day: dateOf(dayAt(zone, until)),
      isPast: until <= now,
    };
  });
  return {
    from,
    to,
    revenue,
    averageDeal,
    deals,
    cost,
    isTrustworthy,
    stages,
    months: byMonth(plan, goal),
    text: sentence(
      isTrustworthy
        ? `${Math.ceil(deals)} deals of ${Math.round(averageDeal)} on average need ${stages[0]!.needed} leads.`
        : `Fewer than ${ENOUGH_CUSTOMERS} leads have bought, which is little history: trust the intervals, not the numbers.`,
      lateText(stages),
    ),
  };
}

/**
 * What each month must bring if new leads come in evenly from now on, and pass each stage as late as leads did so far. No month if there
 * is too little time for a new lead.
 */
function byMonth({ stages, cost }: Plan, { revenue, by, now, zone }: Goal) {
  const daysOfWay = stages[0]!.daysBefore;
  const left = by - daysOfWay * DAY - now;
  if (left <= 0) return [];
  const months = monthsIn(zone, { from: now, to: by });
  const spans = months.map((month) => spanOfMonth(zone, month));
  const spread = (amount: number, daysBefore: number): number[] => {
    const to = by - daysBefore * DAY;
    return spreadEvenly(amount, { from: to - left, to }, spans);
  };
  const counts = stages.map(({ stage, needed, daysBefore }) => [stage, spread(needed, daysBefore)] as const);
  const [revenues, costs] = [spread(revenue, 0), spread(cost, daysOfWay)];
  return months.map((month, n) => ({
    month,
    /** Leads that must reach each stage in the month. */
    needed: Object.fromEntries(counts.map(([stage, ofMonths]) => [stage, ofMonths[n]!])) as Record<WayStage, number>,
    revenue: revenues[n]!,
    cost: costs[n]!,
  }));
}

/** What the time that is left does not allow. */
function lateText(stages: readonly { readonly label: string; readonly isPast: boolean }[]): string {
  const late = stages.filter(({ isPast }) => isPast).map(({ label }) => label);
  return late.length === 0
    ? ''
    : `There is too little time for a new lead: so many must already have reached ${late.join(', ')}.`;
}

async function cohortOf(deps: Deps, scope: Scope) {
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
