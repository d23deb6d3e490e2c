import { funnelPositions, type FunnelPosition } from '../../domain/scoring/engagement.ts';
import { sumOf, type Act, type Cell, type Seen } from './acts.ts';
import type { History } from './history.ts';
import { calledParts, firstCallOf, type StandardRates } from './standard-rates.ts';

/**
 * How many emails, or first calls, the standard rate counts for. The rate is the mean of a beta distribution whose prior is worth so many
 * observations: after as many real ones, the history and the standard count the same (A. Gelman and others, Bayesian Data Analysis, 3rd
 * edition, 2013, section 2.4).
 */
export const STANDARD_COUNTS_FOR = { emails: 100, calls: 20 } as const;

/** The mean of the rate after what was seen. @param weight how many observations the prior counts for */
export const shrunk = ({ count, of }: Seen, prior: number, weight: number): number => (count + weight * prior) / (of + weight);

/** How often modelled people do something. */
export interface Rates {
  /** The share of emails, from 0 to 1. */
  of(act: Act, position: FunnelPosition, persona: string): number;
  /** The share of leads whose first call has a result, from 0 to 1; of the results of the standard parts. */
  readonly firstCalls: Readonly<Record<string, number>>;
}

/** All cells of a position. */
export const atPosition = (cells: readonly Cell[], position: FunnelPosition, act: Act): Seen =>
  sumOf(cells.filter((cell) => cell.position === position).map(({ seen }) => seen[act]));

/** Fits rates to a history: those of a position are shrunk to the standard ones, those of a persona to those of the position. */
export function fitted({ cells, firstCalls }: Pick<History, 'cells' | 'firstCalls'>, standard: StandardRates): Rates {
  const { emails, calls } = STANDARD_COUNTS_FOR;
  const ofAll = new Map(
    funnelPositions.flatMap((position) =>
      (Object.entries(standard[position]) as [Act, number][]).map(([act, prior]) => [
        `${act} ${position}`,
        shrunk(atPosition(cells, position, act), prior, emails),
      ]),
    ),
  );
  const byPersona = new Map(cells.map((cell) => [`${cell.position} ${cell.persona}`, cell]));
  return {
    of(act, position, persona) {
      const rate = ofAll.get(`${act} ${position}`)!;
      const cell = persona === '' ? undefined : byPersona.get(`${position} ${persona}`);
      return cell ? shrunk(cell.seen[act], rate, emails) : rate;
    },
    firstCalls: firstCallRates(firstCalls, calls),
  };
}

/** The share of each first result in the standard audience. */
export const standardFirstCalls: Readonly<Record<string, number>> = Object.fromEntries(
  [...Map.groupBy(calledParts, firstCallOf)].map(([says, parts]) => [says, parts.length / calledParts.length]),
);

function firstCallRates(seen: Readonly<Record<string, number>>, weight: number): Record<string, number> {
  const known = Object.entries(standardFirstCalls).map(([says, prior]) => ({ says, prior, count: seen[says] ?? 0 }));
  const of = known.reduce((sum, { count }) => sum + count, 0);
  return Object.fromEntries(known.map(({ says, prior, count }) => [says, shrunk({ count, of }, prior, weight)]));
}
