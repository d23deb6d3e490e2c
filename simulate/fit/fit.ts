import type { Compiled } from '../../content/compiled-format.ts';
import type { Db } from '../../db/database.ts';
import { funnelPositions, type FunnelPosition } from '../../domain/scoring/engagement.ts';
import type { Instant } from '../../domain/time/clock.ts';
import { standardDispositions, type Dispositions } from '../../domain/sales/dispositions.ts';
import { own } from '../../domain/text/own.ts';
import { DAY } from '../../domain/time/duration.ts';
import { wilson, type Interval } from '../../domain/reports/interval.ts';
import { actNames, type Act, type Seen } from './acts.ts';
import { forecast, type ForecastRow } from './forecast.ts';
import { historyOf, lastEmailAt, type History } from './history.ts';
import { atPosition, fitted, standardFirstCalls, type Rates } from './rates.ts';
import { standardRates } from './standard-rates.ts';

/** What a simulation took from a history, and how well that would have predicted the last month. */
export interface Fit {
  /** When the last email of the history went out; null if none did. */
  readonly until: Instant | null;
  readonly emails: number;
  readonly leads: number;
  readonly rates: readonly RateRow[];
  readonly firstCalls: readonly CallRow[];
  readonly lastMonth: LastMonth | null;
}

/** A fit, and the rates of its modelled people. */
export interface Fitted {
  readonly fit: Fit;
  readonly rates: Rates;
}

/** A rate of emails of a position. Shares are from 0 to 1. */
export interface RateRow {
  readonly act: Act;
  readonly position: FunnelPosition;
  readonly seen: Seen;
  readonly standard: number;
  readonly fitted: number;
  /** The 95 % interval of the share in the history. */
  readonly interval: Interval;
  /** What the modelled leads of this simulation did. */
  readonly simulated?: Seen;
}

/** How many leads gave a result in their first call. */
export interface CallRow {
  readonly says: string;
  readonly seen: Seen;
  readonly standard: number;
  readonly fitted: number;
}

/** The last 30 days as the emails before predict them. */
export interface LastMonth {
  readonly from: Instant;
  readonly to: Instant;
  /** The emails that the predicting rates are fitted to, and those whose reactions are predicted. */
  readonly fittedTo: number;
  readonly emails: number;
  readonly rows: readonly ForecastRow[];
}

/** The app whose history it is. */
interface Installed {
  readonly content: Compiled;
  readonly policy: { readonly dispositions: Dispositions };
}

const MONTH = 30 * DAY;

/** Fits the rates of modelled people to the history in a database, and checks how they predict its last month. It only reads. */
export async function fitTo(db: Db, { content, policy }: Installed): Promise<Fitted> {
  const standard = standardRates(content);
  const until = await lastEmailAt(db);
  const to = (until ?? 0) + 1;
  const all = await historyOf(db, content, { from: 0, to });
  const firstCalls = inStandardWords(all.firstCalls, policy.dispositions);
  const rates = fitted({ ...all, firstCalls }, standard);
  const called = Object.values(firstCalls).reduce((sum, leads) => sum + leads, 0);
  const fit: Fit = {
    until: until ?? null,
    emails: all.emails,
    leads: all.leads,
    rates: actNames.flatMap((act) =>
      funnelPositions.map((position): RateRow => {
        const seen = atPosition(all.cells, position, act);
        const { count, of } = seen;
        return {
          act, position, seen, standard: standard[position][act], fitted: rates.of(act, position, ''), interval: wilson(count, of),
        };
      }),
    ).filter(({ seen, standard }) => seen.of > 0 || standard > 0),
    firstCalls: Object.entries(standardFirstCalls).map(([says, prior]) => ({
      says, seen: { count: firstCalls[says] ?? 0, of: called }, standard: prior, fitted: rates.firstCalls[says]!,
    })),
    lastMonth: until === undefined ? null : await lastMonth(db, content, to, standard),
  }; // prettier-ignore
  return { fit, rates };
}

/** Counts each result as the first standard one that leads to the same next step; an app may have other words for it. */
function inStandardWords(firstCalls: History['firstCalls'], dispositions: Dispositions): Record<string, number> {
  const words = Object.keys(standardFirstCalls);
  const nextOf = (says: string) => (own(dispositions, says) ?? own<{ readonly next: string }>(standardDispositions, says))?.next;
  const wordFor = (says: string) => (words.includes(says) ? says : words.find((word) => nextOf(word) === nextOf(says)));
  const counts: Record<string, number> = Object.fromEntries(words.map((word) => [word, 0]));
  for (const [says, leads] of Object.entries(firstCalls)) {
    const word = wordFor(says);
    if (word !== undefined) counts[word]! += leads;
  }
  return counts;
}

/** Predicts the last month from the months before; null if there are none. */
async function lastMonth(
  db: Db,
  content: Compiled,
  to: Instant,
  standard: Parameters<typeof fitted>[1],
): Promise<LastMonth | null> {
  const from = to - MONTH;
  const before = await historyOf(db, content, { from: 0, to: from });
  if (before.emails === 0) return null;
  const seen = await historyOf(db, content, { from, to });
  return { from, to, fittedTo: before.emails, emails: seen.emails, rows: forecast(before, seen, fitted(before, standard)) };
}

/** The fit with what the modelled leads of a simulation did. */
export const withSimulated = (fit: Fit, { cells }: History): Fit => ({
  ...fit,
  rates: fit.rates.map((row) => ({ ...row, simulated: atPosition(cells, row.position, row.act) })),
});
