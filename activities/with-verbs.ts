import type { Recorded } from './contract.ts';

/** Returns the order's verbs with the result, so that the lead's history records them. */
export const withVerbs =
  <O extends Recorded, R extends object>(activity: (order: O) => Promise<R>): ((order: O) => Promise<R & Recorded>) =>
  async (order) => ({ ...(await activity(order)), verbs: order.verbs });
