import { forecastOf, wantForecast } from '../../../db/reports/forecasts.ts';
import { lowerFirst, sentence } from '../../../domain/text/words.ts';
import type { ApiDeps } from '../../procedures/context.ts';
import type { ReportDeps } from '../input.ts';
import { monthOf } from '../months.ts';
import { report } from '../report.ts';
import type { LastMonth } from './last-month.ts';
import type { SimulatedForecast } from './make.ts';

/** The simulator's forecast of the next month, as far as it has come, and how far the last one was off. */
export interface ShownForecast {
  /** Whether this installation can simulate; if not, nothing is to be waited for. */
  readonly isPossible: boolean;
  /** Null until the first run has ended. */
  readonly answer: SimulatedForecast | null;
  /** How far a run has come; null if none is under way. */
  readonly progress: string | null;
  /** Why the last run has no result. */
  readonly failed: string | null;
  /** The forecasts of the last month beside what happened; null if nobody asked for them then. */
  readonly lastMonth: LastMonth | null;
  /** How far it has come, and from what the numbers come. */
  readonly text: string;
}

/** Asks for the simulator's forecast, and answers with what there is: a run takes minutes. @param anew simulate again */
export async function shownForecast(
  deps: ReportDeps & Pick<ApiDeps, 'log' | 'settings' | 'simulatesMonths'>,
  month: string,
  anew = false,
): Promise<ShownForecast> {
  const { db, clock, settings, simulatesMonths: isPossible = false } = deps;
  if (isPossible) await wantForecast(db, month, { at: clock.now(), anew });
  const before = monthOf(settings.defaultZone, clock.now(), -1);
  const [run, { lastMonth }] = await Promise.all([forecastOf(db, month), report(deps, 'lastMonth', { month: before })]);
  const answer = (run?.answer ?? null) as SimulatedForecast | null;
  const progress = run?.progress ?? (isPossible && run?.isDue ? 'It waits for its turn' : null);
  const failed = run?.failed ?? null;
  return { isPossible, answer, progress, failed, lastMonth, text: inWords({ isPossible, answer, progress, failed }) };
}

const inWords = ({ isPossible, answer, progress, failed }: Omit<ShownForecast, 'lastMonth' | 'text'>): string =>
  sentence(
    !isPossible && NOT_POSSIBLE,
    progress !== null && `The simulator is asked for this month: ${lowerFirst(progress)}.`,
    failed !== null && `The simulation failed: ${failed}`,
    answer?.text,
  );

const NOT_POSSIBLE =
  'No worker here simulates, so this forecast uses past months only. An administrator can start one that does: `trellis worker`.';
