import type { Recorded } from '../activities/contract.ts';

/** Temporal refuses a summary of more than 400 bytes. */
const LONGEST = 200;

/** The code begins other verbs than the lead's history records: the program has changed while the lead runs. */
export class VerbChanged extends Error {
  override readonly name = 'VerbChanged';

  /** @param step which verb of the visit it is, from 1 */
  constructor(step: number, history: string | undefined, code: string | undefined) {
    super(`Nondeterminism: step ${step} is [${history ?? 'none'}] in the history and [${code ?? 'none'}] in the code`);
  }
}

/**
 * The verbs of a flow, such as `email guide` or `pause 3 days`. Temporal compares the kinds of activities and timers when it replays a
 * history, but not what they are for. So each activity carries the verbs that led to it and returns them with its result, which makes
 * them part of the history, and a replay compares them.
 */
export class Verbs {
  /** Verbs begun since the last activity. */
  #uncarried: string[] = [];
  /** Verbs begun since the last activity or timer. */
  #fresh: string[] = [];
  #carried = 0;
  #last: string | undefined;

  /** The verb that was begun last, such as `step 2, notify callers`. */
  get last(): string | undefined {
    return this.#last;
  }

  begin(verb: string): void {
    this.#uncarried.push(verb);
    this.#fresh.push(verb);
    this.#last = `step ${this.#carried + this.#uncarried.length}, ${verb}`;
  }

  /**
   * The summary of the next timer: the verbs that led to it, as `[slowDown, pause 3 days]`, or else what it waits for. The history
   * records it, and `trellis replay` compares what is in brackets: no activity has carried these verbs yet.
   */
  summaryOfTimer(waitingFor: string): string {
    const verbs = this.#fresh.join(', ').slice(0, LONGEST);
    this.#fresh = [];
    return verbs === '' ? waitingFor : `[${verbs}]`;
  }

  /** @throws VerbChanged when the history has recorded other verbs */
  async carriedBy<R extends Recorded>(activity: (verbs: readonly string[]) => Promise<R>): Promise<R> {
    const verbs = this.#uncarried;
    this.#uncarried = [];
    this.#fresh = [];
    const result = await activity(verbs).catch((error: unknown) => {
      this.#uncarried = [...verbs, ...this.#uncarried];
      throw error;
    });
    this.#mustBe(verbs, result.verbs ?? verbs);
    this.#carried += verbs.length;
    return result;
  }

  #mustBe(verbs: readonly string[], recorded: readonly string[]): void {
    for (let n = 0; n < Math.max(verbs.length, recorded.length); n++)
      if (verbs[n] !== recorded[n]) throw new VerbChanged(this.#carried + n + 1, recorded[n], verbs[n]);
  }
}
