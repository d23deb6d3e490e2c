/** Real milliseconds for which an answer is current. */
const NEWS = 1_000;
const TRIES = 3;

/**
 * Repeats the question until a yes arrives while it is still current: a process that was suspended while waiting would get an old
 * answer. Returns false if that fails too often. It reads two clocks, because the machine's may be set back, and the monotonic one
 * stops while a machine sleeps.
 */
export async function isStillTrue(ask: () => Promise<boolean>): Promise<boolean> {
  for (let n = 0; n < TRIES; n++) {
    const since = stopwatch();
    if (!(await ask())) return false;
    if (since() < NEWS) return true;
  }
  return false;
}

// oxlint-disable no-restricted-properties -- durations are real time
const stopwatch = (): (() => number) => {
  const [steady, wall] = [performance.now(), Date.now()];
  return () => Math.max(performance.now() - steady, Math.abs(Date.now() - wall));
};
