import { setTimeout as sleep } from 'node:timers/promises';
import type { Dice } from '../simulate/dice.ts';

/** The final answer to a request. */
export interface Answered {
  readonly url: string;
  readonly body: unknown;
  /** A copy whose body may be read. */
  readonly response: Response;
}

interface StubbornOptions {
  readonly dice: Dice;
  /** Ends all retries. */
  readonly signal: AbortSignal;
  readonly onAnswer: (answered: Answered) => Promise<void>;
}

/** Real milliseconds. */
const PATIENCE = 15_000;
const RETRY_PAUSE = { first: 100, most: 2_000 };
/** How often a person presses a button several times at once, and how many times. */
const IMPATIENT = { chance: 0.15, presses: 5 };

/**
 * Behaves like people and their mail servers: retries if there is no answer, if the answer is a server error, or if it is late. Sends some
 * requests several times at once. Reports the final answer.
 */
export function stubbornFetch({ dice, signal, onAnswer }: StubbornOptions): typeof fetch {
  let asked = 0;
  const untilAnswered: typeof fetch = async (input, init) => {
    for (let pause = RETRY_PAUSE.first; ; pause = Math.min(RETRY_PAUSE.most, pause * 2)) {
      signal.throwIfAborted();
      // No answer is a reason to ask again.
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
