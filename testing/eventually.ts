import { DAY, HOUR } from '../domain/time/duration.ts';
import type { VirtualWorld } from './virtual-world.ts';

/** How much program time may pass until something must have happened. */
const PATIENCE = 200 * DAY;

/** Whether an activity has run since somebody looked. */
export interface Acts {
  haveRun: boolean;
}

/** Lets time pass until something is true, which it can only become when an activity has run. */
export const eventually =
  ({ clock, engine, relay }: VirtualWorld, acts: Acts) =>
  async (what: string, isTrue: () => Promise<boolean>): Promise<void> => {
    for (const giveUp = clock.now() + PATIENCE; !(await isTrue());) {
      acts.haveRun = false;
      while (!acts.haveRun && clock.now() < giveUp) await engine.runFor(HOUR);
      if (!acts.haveRun) throw new Error(`it did not happen within ${PATIENCE / DAY} days that ${what}`);
      await relay();
    }
  };
