/**
 * Runs local activities one after the other, in the order of the calls. Two at once can't be replayed: when the second ends while
 * the workflow is still handling the first, the history records both results before the commands that follow from either. A replay
 * then delivers both results in one activation, the commands come in another order, and the history does not match.
 */
export class OneAtATime {
  readonly #applies: () => boolean;
  #last: Promise<unknown> = Promise.resolve();

  /** @param applies whether activities wait for each other; in a visit that began under 0.1.0 they don't */
  constructor(applies: () => boolean) {
    this.#applies = applies;
  }

  /** Calls the activity as soon as the earlier ones have ended. */
  async run<R>(activity: () => Promise<R>): Promise<R> {
    const before = this.#applies() ? this.#last : undefined;
    const turn = (async () => {
      await before;
      return await activity();
    })();
    this.#last = turn.catch(() => {}); // its caller hears of the error; the next one begins all the same
    return await turn;
  }
}
