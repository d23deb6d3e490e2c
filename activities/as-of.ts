import type { Clock } from '../domain/clock.ts';
import type { TouchOrder, TouchResult } from './contract.ts';

/** Says with each deferral when it was said: the clocks of worker and server may differ, and one of them has to say how long it is. */
export const asOf =
  (clock: Clock, touch: (order: TouchOrder) => Promise<TouchResult>): typeof touch =>
  async (order) => {
    const result = await touch(order);
    return result.state === 'deferred' ? { ...result, asOf: clock.now() } : result;
  };
