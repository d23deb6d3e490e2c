import { currentInput } from '../../../db/campaigns/inputs.ts';
import { openAmounts, plannedEmails } from '../../../db/reports/forecast-leads.ts';
import { endForecast, endGoneForecasts, giveBackForecast, takeForecast, tellForecast } from '../../../db/reports/forecasts.ts';
import { allWithin } from '../../../db/reports/scope.ts';
import { bareError } from '../../../domain/text/bare-error.ts';
import { minuteInWords, quantity } from '../../../domain/text/words.ts';
import type { Instant } from '../../../domain/time/clock.ts';
import { MINUTE, YEAR } from '../../../domain/time/duration.ts';
import type { ApiDeps } from '../../procedures/context.ts';
import { forecastReport } from '../forecast.ts';
import { iso, scopeOf } from '../input.ts';
import { moneyOf } from '../money.ts';
import { monthOf, spanOfMonth } from '../months.ts';
import { leadsToSimulate, type LeadGroup } from './leads.ts';
import { simulatedRows, type SimulatedRow, type Worth } from './rows.ts';
import { SimulationFailed, SimulationStopped, type SimulatedMonth, type SimulateMonth } from './simulator.ts';

/** What the simulator expects of a month, as it is saved. */
export interface SimulatedForecast {
  readonly madeAt: string;
  readonly groups: readonly { readonly draft: LeadGroup['draft']; readonly leads: number; readonly sampled: number }[];
  readonly rows: readonly SimulatedRow[];
  /** What the months before let expect at the same time, to be compared with what happens. */
  readonly monthsBefore: readonly Pick<SimulatedRow, 'label' | 'expected' | 'interval'>[];
  readonly text: string;
}

export interface ForecastDeps extends Pick<ApiDeps, 'db' | 'clock' | 'policy' | 'settings' | 'log'> {
  readonly simulateMonth: SimulateMonth;
}

/** Real milliseconds between two signs of life of a run. */
const BEATS_EVERY = MINUTE / 2;

/** Simulates the next month if somebody wants it and nobody else does it. @returns how many forecasts it made */
export async function makeDueForecast(deps: ForecastDeps): Promise<number> {
  const { db, clock, settings } = deps;
  const month = monthOf(settings.defaultZone, clock.now(), 1);
  await endGoneForecasts(db, clock.now());
  const run = await takeForecast(db, month);
  if (!run) return 0;
  // The next sign of life follows soon; a database that is gone fails the forecast itself.
  const tell = (line?: string) => void tellForecast(db, run, line).catch(() => {});
  const beating = setInterval(() => tell(), BEATS_EVERY);
  try {
    const answer = await make(deps, month, tell);
    await endForecast(db, run, { at: clock.now(), answer });
    return 1;
  } catch (error) {
    if (error instanceof SimulationStopped) {
      await giveBackForecast(db, run);
      return 0;
    }
    const failed = error instanceof SimulationFailed ? error.message : 'An unexpected error; the log says where.';
    deps.log.warn({ month, error: bareError(error) }, 'A month could not be simulated.');
    await endForecast(db, run, { at: clock.now(), failed });
    return 1;
  } finally {
    clearInterval(beating);
  }
}

async function make(deps: ForecastDeps, month: string, onProgress: (line: string) => void): Promise<SimulatedForecast> {
  const { db, clock, settings, simulateMonth } = deps;
  const zone = settings.defaultZone;
  const span = spanOfMonth(zone, month);
  const start = clock.now();
  const { groups, leftOut, running, drafts } = await leadsToSimulate(deps, month);
  const order = { month: span, zone, start, running, drafts, knobs: await knobsOf(deps) };
  const isAnybody = groups.some(({ some }) => some.length > 0);
  const simulated = isAnybody ? await simulateMonth(order, onProgress) : { happened: [], fittedTo: 0 };
  const [planned, worth, before] = await Promise.all([
    plannedEmails(db, span, zone),
    worthOf(deps, groups, start),
    forecastReport(deps, scopeOf(deps), 1),
  ]);
  const { happened } = simulated;
  return {
    madeAt: iso(start),
    groups: groups.map(({ draft, leads, some }) => ({ draft, leads, sampled: some.length })),
    rows: simulatedRows({ groups, happened, planned, zone, worth }),
    monthsBefore: before.rows.map(({ label, expected, interval }) => ({ label, expected, interval })),
    text: inWords(groups, simulated, { start, worth, leftOut }),
  };
}

/** The knobs of each program as marketers have turned them. */
async function knobsOf({ db, settings }: ForecastDeps) {
  const all = await Promise.all(
    Object.keys(settings.programs).map(
      async (program) => [program, (await currentInput(db, { program }))?.values ?? {}] as const,
    ),
  );
  return Object.fromEntries(all);
}

async function worthOf(deps: ForecastDeps, groups: readonly LeadGroup[], now: Instant): Promise<Worth> {
  const { db, policy, settings } = deps;
  const { currency } = policy.deals;
  const year = allWithin(
    { content: settings.content, policy },
    { from: now - YEAR, to: now + 1, now, zone: settings.defaultZone },
  );
  const [money] = await moneyOf(deps, year, undefined);
  const ids = groups.flatMap(({ some }) => some);
  const average = money && money.wonInCurrency > 0 ? money.revenue / money.wonInCurrency : null;
  return { currency, open: await openAmounts(db, ids, currency), average };
}

interface Ground {
  readonly start: Instant;
  readonly worth: Worth;
  /** Drafts that are not in them. */
  readonly leftOut: number;
}

/** From what the numbers come, and what is not in them. */
function inWords(groups: readonly LeadGroup[], { fittedTo }: SimulatedMonth, { start, worth, leftOut }: Ground): string {
  const of = groups
    .filter(({ leads }) => leads > 0)
    .map(({ draft, leads, some }) => {
      const sample = some.length === leads ? '' : `${some.length} of `;
      return `${sample}${quantity(leads, 'lead')} ${draft ? `that the draft "${draft.name}" would take` : 'in programs'}`;
    });
  if (of.length === 0) return 'No lead is in a program, and no draft would take one.';
  const reacting =
    fittedTo === 0
      ? 'They react like modelled people, because there is no history of emails.'
      : `They react as often as the leads of your ${quantity(fittedTo, 'email')} did.`;
  return [
    `Simulated from ${minuteInWords(start)} on: ${of.join(', ')}.`,
    drafted(groups) ? 'Drafts begin at once.' : '',
    leftOut === 0
      ? ''
      : `Of ${quantity(groups.length - 1 + leftOut, 'draft')}, only the newest ${groups.length - 1} are simulated.`,
    reacting,
    'Reps are modelled. Leads that come in later are not part of it.',
    worth.average === null ? 'There is no revenue, because no deal was won in the last year.' : '',
  ]
    .filter(Boolean)
    .join(' ');
}

const drafted = (groups: readonly LeadGroup[]): boolean => groups.some(({ draft, leads }) => draft !== null && leads > 0);
