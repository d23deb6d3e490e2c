import type { Interval } from '../../domain/reports/interval.ts';
import { actNames, sumOf, type Act } from './acts.ts';
import type { History } from './history.ts';
import { STANDARD_COUNTS_FOR, shrunk, type Rates } from './rates.ts';

/** How often something was predicted, and how often it happened. */
export interface ForecastRow {
  /** An act, or `ready` for leads who became sales-ready. */
  readonly what: Act | 'ready';
  readonly predicted: number;
  /** The 95 % interval of the count, if people behave as before. */
  readonly interval: Interval;
  readonly seen: number;
  readonly isWithin: boolean;
}

/** Predicts the reactions to the emails of a period from the rates of the time before, and compares them with those that came. */
export function forecast(before: History, after: History, rates: Rates): ForecastRow[] {
  const { emails } = STANDARD_COUNTS_FOR;
  const ofAct = (act: Act): ForecastRow => {
    const there = after.cells.map(({ position, persona, seen }) => ({ seen: seen[act], rate: rates.of(act, position, persona) }));
    const { count, of } = sumOf(there.map(({ seen }) => seen));
    const predicted = there.reduce((sum, { seen, rate }) => sum + seen.of * rate, 0);
    const known = sumOf(before.cells.map(({ seen }) => seen[act])).of + emails;
    return row(act, { predicted, of, seen: count, known, perLead: perLead(after), perLeadBefore: perLead(before) });
  };
  const { count, of } = after.ready;
  // Jeffreys' prior: nothing is known about how soon leads become sales-ready.
  const predicted = of * shrunk(before.ready, 0.5, 1);
  const spread = { perLead: 1, perLeadBefore: 1 };
  const ready = row('ready', { predicted, of, seen: count, known: before.ready.of + 1, ...spread });
  return [...actNames.map(ofAct).filter(({ predicted, seen }) => predicted > 0 || seen > 0), ready];
}

const perLead = ({ emails, leads }: History): number => (leads === 0 ? 1 : emails / leads);

interface Prediction {
  readonly predicted: number;
  readonly of: number;
  readonly seen: number;
  /** How many observations the rate counts for. */
  readonly known: number;
  /** Emails of each lead. */
  readonly perLead: number;
  readonly perLeadBefore: number;
}

/** The normal quantile of 95 %. */
const Z = 1.96;

/**
 * The spread is that of a beta-binomial count: chance, and the uncertainty of the rate. Emails to the same lead are alike, as in
 * `propensity`: their correlation is `rate / (1 + rate)`, and it widens both.
 */
function row(what: ForecastRow['what'], { predicted, of, seen, known, perLead, perLeadBefore }: Prediction): ForecastRow {
  const rate = of === 0 ? 0 : predicted / of;
  const alike = rate / (1 + rate);
  const widened = (emails: number): number => 1 + (Math.max(1, emails) - 1) * alike;
  const variance = predicted * (1 - rate) * (widened(perLead) + (of * widened(perLeadBefore)) / (known + 1));
  const half = Z * Math.sqrt(variance);
  const interval = { from: Math.max(0, Math.floor(predicted - half)), to: Math.min(of, Math.ceil(predicted + half)) };
  return { what, predicted, interval, seen, isWithin: seen >= interval.from && seen <= interval.to };
}
