/** Runs two things in turns, so that whatever else the machine does meets both. @returns the median of what each returned */
export async function inTurns(
  rounds: number,
  ours: () => Promise<number>,
  baseline: () => Promise<number>,
): Promise<{ readonly value: number; readonly baseline: number }> {
  const results: [number, number][] = [];
  for (let round = 0; round < rounds; round++) results.push([await ours(), await baseline()]);
  return { value: median(results.map(([value]) => value)), baseline: median(results.map(([, value]) => value)) };
}

export const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN;

/** How many times something is done in a second of one core's time, however many share the core. */
export function perCoreSecond(forMs: number, act: () => unknown): number {
  const began = performance.now();
  const before = coreSeconds();
  let times = 0;
  while (performance.now() - began < forMs) for (let n = 0; n < 100; n++, times++) act();
  return times / (coreSeconds() - before);
}

const coreSeconds = (): number => {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1e6;
};
