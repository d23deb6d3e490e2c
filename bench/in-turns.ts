/** The figures of a measurement and its baseline. */
export interface Compared {
  readonly value: number;
  readonly baseline: number;
}

/** Alternates two measurements, so that other load on the machine affects both. @returns the median of each figure */
export async function inTurns<K extends string>(
  rounds: number,
  ours: () => Promise<Record<K, number>>,
  baseline: () => Promise<Record<K, number>>,
): Promise<Record<K, Compared>> {
  const results: [Record<K, number>, Record<K, number>][] = [];
  for (let round = 0; round < rounds; round++) results.push([await ours(), await baseline()]);
  const figures = Object.keys(results[0]?.[0] ?? {}) as K[];
  const compared = (figure: K): Compared => ({
    value: median(results.map(([own]) => own[figure])),
    baseline: median(results.map(([, other]) => other[figure])),
  });
  return Object.fromEntries(figures.map((figure) => [figure, compared(figure)])) as Record<K, Compared>;
}

const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN;
