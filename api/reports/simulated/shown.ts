import { countBy } from '../../../db/reports/count.ts';
import { forecastKinds } from '../../../db/reports/forecast-kinds.ts';
import { forecastOf, wantForecast } from '../../../db/reports/forecasts.ts';
import { allWithin, within, type Scope } from '../../../db/reports/scope.ts';
import type { Expected } from '../../../domain/reports/forecast.ts';
import { own } from '../../../domain/text/own.ts';
import { lowerFirst, sentence } from '../../../domain/text/words.ts';
import type { forecastReport } from '../forecast.ts';
import type { ReportDeps } from '../input.ts';
import { moneyOf } from '../money.ts';
import { monthOf, spanOfMonth } from '../months.ts';
import type { SimulatedForecast } from './make.ts';

/** The simulator's forecast of the next month, as far as it has come, and how far the last one was off. */
export interface ShownForecast {
  /** Null until the first run has ended. */
  readonly answer: SimulatedForecast | null;
  /** How far a run has come; null if none is under way. */
  readonly progress: string | null;
  /** Why the last run has no result. */
  readonly failed: string | null;
  /** The forecasts of the last month beside what happened; null if nobody asked for them then. */
  readonly lastMonth: { readonly month: string; readonly madeAt: string; readonly rows: readonly Compared[] } | null;
  /** How far it has come, and from what the numbers come. */
  readonly text: string;
}

/** What was expected of a month that is over, and what happened. */
interface Compared extends Expected {
  readonly by: 'simulator' | 'monthsBefore';
  readonly label: string;
  readonly happened: number;
  readonly isWithin: boolean;
}

/** Asks for the simulator's forecast, and answers with what there is: a run takes minutes. @param anew simulate again */
export async function shownForecast(
  deps: ReportDeps,
  counted: Awaited<ReturnType<typeof forecastReport>>,
  anew = false,
): Promise<ShownForecast> {
  const { db, clock } = deps;
  await wantForecast(db, counted.month, { at: clock.now(), anew });
  const [run, lastMonth] = await Promise.all([forecastOf(db, counted.month), lastMonthOf(deps, counted)]);
  const answer = (run?.answer ?? null) as SimulatedForecast | null;
  const progress = run?.progress ?? (run?.isDue ? 'It waits for a worker' : null);
  const failed = run?.failed ?? null;
  return { answer, progress, failed, lastMonth, text: inWords({ answer, progress, failed }) };
}

const inWords = ({ answer, progress, failed }: Pick<ShownForecast, 'answer' | 'progress' | 'failed'>): string =>
  sentence(
    progress !== null && `The simulator is asked for this month: ${lowerFirst(progress)}.`,
    failed !== null && `The simulation failed: ${failed}`,
    answer?.text,
  );

async function lastMonthOf(
  deps: ReportDeps,
  counted: Awaited<ReturnType<typeof forecastReport>>,
): Promise<ShownForecast['lastMonth']> {
  const { db, clock, policy, settings } = deps;
  const zone = settings.defaultZone;
  const month = monthOf(zone, clock.now(), -1);
  const { answer } = (await forecastOf(db, month)) ?? {};
  if (!answer) return null;
  const { rows, monthsBefore, madeAt } = answer as SimulatedForecast;
  const span = { ...spanOfMonth(zone, month), now: clock.now(), zone };
  const scope = allWithin({ content: settings.content, policy }, span);
  const bySimulator = rows.filter(({ label, what }) => what === 'revenue' || label === own(forecastKinds, what)?.label);
  const before = (label: string) =>
    counted.rows.find((row) => row.label === label)?.before.find((one) => one.month === month)?.count;
  return {
    month,
    madeAt,
    rows: [
      ...(await Promise.all(bySimulator.map(async (row) => compared('simulator', row, await happenedIn(deps, scope, row.what))))),
      ...monthsBefore.map((row) => compared('monthsBefore', row, before(row.label) ?? 0)),
    ],
  };
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
