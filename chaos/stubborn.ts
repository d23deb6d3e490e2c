import { setTimeout as sleep } from 'node:timers/promises';
import type { Dice } from '../simulate/dice.ts';

/** An answer that a request got in the end. */
export interface Answered {
  readonly url: string;
  readonly body: unknown;
  /** A copy, to be read by whoever wants to know. */
  readonly response: Response;
}

interface StubbornOptions {
  readonly dice: Dice;
  /** When it aborts, nobody tries again. */
  readonly signal: AbortSignal;
  readonly onAnswer: (answered: Answered) => Promise<void>;
}

/** Real milliseconds. */
const PATIENCE = 15_000;
const TRIES_AGAIN = { first: 100, most: 2_000 };
/** How often somebody presses the button several times at once, and how often they press it. */
const IMPATIENT = { chance: 0.15, presses: 5 };

/**
 * Asks as people and their mail servers do: again, when nobody answers, when the answer is an error of ours or comes too late.
 * Some ask several times at the same moment. What was answered in the end is told.
 */
export function stubbornFetch({ dice, signal, onAnswer }: StubbornOptions): typeof fetch {
  let asked = 0;
  const untilAnswered: typeof fetch = async (input, init) => {
    for (let pause = TRIES_AGAIN.first; ; pause = Math.min(TRIES_AGAIN.most, pause * 2)) {
      signal.throwIfAborted();
      const response = await fetch(input, { ...init, signal: AbortSignal.timeout(PATIENCE) }).catch(() => undefined);
      if (response && response.status < 500 && response.status !== 429) return response;
      await sleep(pause, undefined, { signal });
    }
  };
  return async (input, init) => {
    const presses = dice.chance(IMPATIENT.chance, 'presses', asked++) ? IMPATIENT.presses : 1;
    const [response] = await Promise.all(Array.from({ length: presses }, () => untilAnswered(input, init)));
    const url = input instanceof Request ? input.url : String(input);
    await onAnswer({ url, body: init?.body, response: response!.clone() });
    return response!;
  };
}
