import type { Clock } from '../domain/time/clock.ts';
import type { TouchOrder, TouchResult } from './contract.ts';

/** Says with each deferral when it was said: the clocks of worker and server may differ, and the wait is as long as that one says. */
export const dated =
  (clock: Clock, touch: (order: TouchOrder) => Promise<TouchResult>): typeof touch =>
  async (order) => {
    const result = await touch(order);
    return result.state === 'deferred' ? { ...result, asOf: clock.now() } : result;
  };
