import { countBy } from '../../../db/reports/count.ts';
import { forecastKinds } from '../../../db/reports/forecast-kinds.ts';
import { forecastOf } from '../../../db/reports/forecasts.ts';
import { allWithin, within, type Scope } from '../../../db/reports/scope.ts';
import type { Expected } from '../../../domain/reports/forecast.ts';
import { own } from '../../../domain/text/own.ts';
import { forecastReport } from '../forecast.ts';
import { scopeOf, type ReportDeps } from '../input.ts';
import { moneyOf } from '../money.ts';
import { spanOfMonth } from '../months.ts';
import type { SimulatedForecast } from './make.ts';

/** The forecasts of a month that is over, beside what happened. */
export interface LastMonth {
  readonly month: string;
  readonly madeAt: string;
  readonly rows: readonly Compared[];
}

/** What was expected of a month that is over, and what happened. */
interface Compared extends Expected {
  readonly by: 'simulator' | 'monthsBefore';
  readonly label: string;
  readonly happened: number;
  readonly isWithin: boolean;
}

/** Compares what was expected of the last month with what happened. */
export async function lastMonthReport(deps: ReportDeps, month: string): Promise<{ readonly lastMonth: LastMonth | null }> {
  const { db, clock, policy, settings } = deps;
  const zone = settings.defaultZone;
  const { answer } = (await forecastOf(db, month)) ?? {};
  if (!answer) return { lastMonth: null };
  const { rows, monthsBefore, madeAt } = answer as SimulatedForecast;
  const span = { ...spanOfMonth(zone, month), now: clock.now(), zone };
  const scope = allWithin({ content: settings.content, policy }, span);
  const bySimulator = rows.filter(({ label, what }) => what === 'revenue' || label === own(forecastKinds, what)?.label);
  const happened = await happenedByLabel(deps, month);
  return {
    lastMonth: {
      month,
      madeAt,
      rows: [
        ...(await Promise.all(
          bySimulator.map(async (row) => compared('simulator', row, await happenedIn(deps, scope, row.what))),
        )),
        ...(happened ? monthsBefore.map((row) => compared('monthsBefore', row, happened(row.label))) : []),
      ],
    },
  };
}

/** How often it happened, by the labels of the forecast from the months before; undefined if that leaves the month out. */
async function happenedByLabel(deps: ReportDeps, month: string): Promise<((label: string) => number) | undefined> {
  const { rows } = await forecastReport(deps, scopeOf(deps), 1);
  const inMonth = rows.flatMap(({ label, before }) =>
    before.filter((one) => one.month === month).map(({ count }) => ({ label, count })),
  );
  if (inMonth.length === 0) return undefined;
  // A rep without a row had no call.
  return (label) => inMonth.find((row) => row.label === label)?.count ?? 0;
}

const compared = (
  by: Compared['by'],
  { label, expected, interval }: Expected & { label: string },
  happened: number,
): Compared => ({
  by,
  label,
  expected,
  interval,
  happened,
  isWithin: happened >= interval.from && happened <= interval.to,
});

/** How often it happened, to leads that came in later, too. */
async function happenedIn(deps: ReportDeps, scope: Scope, what: string): Promise<number> {
  const kind = own(forecastKinds, what);
  if (!kind) return (await moneyOf(deps, scope, undefined))[0]?.revenue ?? 0;
  const [tally] = await countBy(deps.db, kind.set, [], within(scope, kind.where));
  return tally?.count ?? 0;
}
