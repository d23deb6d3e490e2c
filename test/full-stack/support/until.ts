import { setTimeout as sleep } from 'node:timers/promises';

/** On a machine that does other things, too; nothing here measures how fast something is. */
const PATIENCE = 90_000;

/**
 * Asks until the answer is not false or undefined.
 * @returns that answer
 * @throws after a minute and a half of real time
 */
export async function until<Answer>(
  what: string,
  ask: () => Answer | Promise<Answer>,
  patience = PATIENCE,
): Promise<Exclude<Answer, false | undefined>> {
  for (const giveUp = performance.now() + patience; ; await sleep(50)) {
    const answer = await ask();
    if (answer !== false && answer !== undefined) return answer as Exclude<Answer, false | undefined>;
    if (performance.now() > giveUp) throw new Error(`it did not happen within ${patience / 1000} s that ${what}`);
  }
}
