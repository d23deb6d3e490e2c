/**
 * Lets local activities run one after the other, in the order in which they are asked for. Two at once can't be replayed: when the
 * second one ends while the workflow still thinks about the first, the server's history has both results before what follows from
 * either, and a replay tells of both in one activation. What follows then comes in another order, and the history does not fit.
 */
export class OneAtATime {
  readonly #applies: () => boolean;
  #last: Promise<unknown> = Promise.resolve();

  /** @param applies whether activities wait for each other; a visit that began under 0.1.0 goes on as it was */
  constructor(applies: () => boolean) {
    this.#applies = applies;
  }

  /** Calls the activity as soon as those before it have ended. */
  async run<R>(activity: () => Promise<R>): Promise<R> {
    const before = this.#applies() ? this.#last : undefined;
    const turn = (async () => {
      await before;
      return await activity();
    })();
    this.#last = turn.catch(() => {});
    return await turn;
  }
}
