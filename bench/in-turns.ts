/** What a thing and its baseline came to. */
export interface Compared {
  readonly value: number;
  readonly baseline: number;
}

/** Runs two things in turns, so that whatever else the machine does meets both. @returns the median of each of their figures */
export async function inTurns<K extends string>(
  rounds: number,
  ours: () => Promise<Record<K, number>>,
  baseline: () => Promise<Record<K, number>>,
): Promise<Record<K, Compared>> {
  const results: [Record<K, number>, Record<K, number>][] = [];
  for (let round = 0; round < rounds; round++) results.push([await ours(), await baseline()]);
  const figures = Object.keys(results[0]?.[0] ?? {}) as K[];
  const compared = (figure: K): Compared => ({
    value: median(results.map(([each]) => each[figure])),
    baseline: median(results.map(([, each]) => each[figure])),
  });
  return Object.fromEntries(figures.map((figure) => [figure, compared(figure)])) as Record<K, Compared>;
}

const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN;
