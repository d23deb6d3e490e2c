import type { Clock } from '../domain/time/clock.ts';
import type { TouchOrder, TouchResult } from './contract.ts';

/** Adds the current instant to each deferral. Worker and server clocks may differ; the difference of the two instants is the wait. */
export const dated =
  (clock: Clock, touch: (order: TouchOrder) => Promise<TouchResult>): typeof touch =>
  async (order) => {
    const result = await touch(order);
    return result.state === 'deferred' ? { ...result, asOf: clock.now() } : result;
  };
