import { within, type Scope } from '../../db/reports/scope.ts';
import { funnelWay } from '../../domain/lead/funnel.ts';
import type { ApiDeps } from '../procedures/context.ts';
import { cohortOf } from './funnel.ts';
import { spanOf } from './input.ts';
import { labelsOf } from './labels.ts';
import { amountOf, countOf, groupOf, grouped, numbersOf, shareOf, type Group } from './rows.ts';

export const moneyColumns = ['campaign', 'program', 'source', 'persona', 'month'] as const;

type Deps = Pick<ApiDeps, 'db' | 'policy'>;

const dealsThatAre = {
  opportunities: { what: 'opened' },
  won: { what: 'won' },
  lost: { what: 'lost' },
  recycled: { what: 'recycled' },
  open: { what: 'pipeline' },
} as const;

/** What each group of leads brought in and cost during the span. @param cohorts groups to list even if they did neither */
export async function moneyOf({ db, policy }: Deps, scope: Scope, by?: string, cohorts: readonly Group[] = []) {
  const { currency } = policy.deals;
  const [deals, costs] = await Promise.all([
    grouped(db, 'deals', scope, by, ['what', 'currency']),
    grouped(db, 'costs', scope, by, []),
  ]);
  const values = [...new Set([...deals, ...costs, ...cohorts].map(({ value }) => value))].toSorted((a, b) =>
    (a ?? '').localeCompare(b ?? ''),
  );
  return values.map((value) => {
    const group = deals.find((one) => one.value === value) ?? groupOf('deals', scope, by, value);
    const costing = costs.find((one) => one.value === value);
    const inCurrency = (of: string): Group => ({
      ...group,
      rows: group.rows.filter((row) => (row.of['currency'] ?? currency) === of),
    });
    const others = [...new Set(group.rows.flatMap(({ of }) => of['currency'] ?? []))].filter((one) => one !== currency);
    const [revenue, cost] = [amountOf(inCurrency(currency), { what: 'won' }), costing ? amountOf(costing, {}) : 0];
    return {
      value,
      ...numbersOf(group, dealsThatAre),
      currency,
      /** The won deals that the revenue comes from. */
      wonInCurrency: countOf(inCurrency(currency), { what: 'won' }),
      pipeline: amountOf(inCurrency(currency), { what: 'pipeline' }),
      revenue,
      cost,
      /** Amounts in other currencies are not converted. */
      others: others.map((one) => ({
        currency: one,
        pipeline: amountOf(inCurrency(one), { what: 'pipeline' }),
        revenue: amountOf(inCurrency(one), { what: 'won' }),
      })),
      /** What each unit of money brought in beyond itself; null without cost. */
      return: shareOf(revenue - cost, cost),
    };
  });
}

/** The leads of each group: of a campaign or a program, those whom it took in; of anything else, those who came in. */
const leadsBy = async (db: ApiDeps['db'], scope: Scope, by: string): Promise<Group[]> =>
  cohortOf(scope, by) === 'enrolled'
    ? await grouped(db, 'costs', scope, by, [])
    : await grouped(db, 'arrived', within(scope, { what: 'reached', stage: funnelWay[0] }), by, []);

/** From leads to money, by campaign, source or persona. */
export async function moneyReport(deps: Deps, scope: Scope, by: string) {
  const [cohorts, labels] = await Promise.all([leadsBy(deps.db, scope, by), labelsOf(deps)]);
  const money = await moneyOf(deps, scope, by, cohorts);
  const rows = money.map(({ value, people, ...numbers }) => {
    const group = cohorts.find((one) => one.value === value);
    const leads = group ? countOf(group, {}) : 0;
    const label = labels(by, value);
    return {
      value,
      label,
      leads,
      ...numbers,
      text: `${label}: ${leads} leads → ${numbers.opportunities} opportunities → ${numbers.revenue} ${numbers.currency} of revenue`,
      people: { ...people, ...(group && numbersOf(group, { leads: {} }).people) },
    };
  });
  return {
    ...spanOf(scope),
    by,
    rows,
    /** The keys of the leads behind the sums over all rows. */
    people: numbersOf(groupOf('deals', scope, undefined, null), dealsThatAre).people,
  };
}
