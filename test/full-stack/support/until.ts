import { setTimeout as sleep } from 'node:timers/promises';

/** On a machine that does other things, too; nothing here measures how fast something is. */
const PATIENCE = 90_000;

/**
 * Asks until something is true.
 * @throws when it is not true after a minute and a half of real time
 */
export async function until(what: string, isTrue: () => boolean | Promise<boolean>, patience = PATIENCE): Promise<void> {
  for (const giveUp = performance.now() + patience; !(await isTrue()); await sleep(50)) {
    if (performance.now() > giveUp) throw new Error(`it did not happen within ${patience / 1000} s that ${what}`);
  }
}
