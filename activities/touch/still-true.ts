/** Real milliseconds for which an answer is news. */
const NEWS = 1_000;
const TRIES = 3;

/**
 * Asks until a yes comes in time to be true: a process that was suspended while it waited finds an answer of before. It is no
 * when that takes too often. Both clocks count: the machine's may be set back, and the other one rests while a machine sleeps.
 */
export const isStillTrue = async (ask: () => Promise<boolean>): Promise<boolean> => {
  for (let n = 0; n < TRIES; n++) {
    const since = stopwatch();
    if (!(await ask())) return false;
    if (since() < NEWS) return true;
  }
  return false;
};

// oxlint-disable no-restricted-properties -- how long something took is real time
const stopwatch = (): (() => number) => {
  const [steady, wall] = [performance.now(), Date.now()];
  return () => Math.max(performance.now() - steady, Math.abs(Date.now() - wall));
};
