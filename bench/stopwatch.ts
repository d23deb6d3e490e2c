/** Milliseconds: real time; core time of this thread; core time of all threads of the process. */
export interface Took {
  readonly wall: number;
  readonly thread: number;
  readonly process: number;
}

/** @returns a function that returns the time since this call */
export function stopwatch(): () => Took {
  const began = performance.now();
  const thread = process.threadCpuUsage();
  const all = process.cpuUsage();
  return () => ({
    wall: performance.now() - began,
    thread: milliseconds(process.threadCpuUsage(thread)),
    process: milliseconds(process.cpuUsage(all)),
  });
}

/** How many times `act` runs in one second of core time, whatever else shares the core. */
export function perCoreSecond(forMs: number, act: () => unknown): number {
  const began = performance.now();
  const took = stopwatch();
  let times = 0;
  while (performance.now() - began < forMs) for (let n = 0; n < 100; n++, times++) act();
  return (times / took().thread) * 1000;
}

const milliseconds = ({ user, system }: NodeJS.CpuUsage): number => (user + system) / 1000;
