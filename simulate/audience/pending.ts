import type { Instant } from '../../domain/time/clock.ts';
import type { Agenda } from './agenda.ts';

/** An agenda for a clock that jumps: the caller asks when the next action is due, and runs what is due. */
export interface Pending extends Pick<Agenda, 'add' | 'size'> {
  /** When the next action is due; undefined if there is none. */
  readonly nextAt: Instant | undefined;
  /** Runs the actions that are due, one after the other. @returns whether there were any */
  doDue(now: Instant): Promise<boolean>;
}

/** @param onError gets the error of a failed action; the other actions continue */
export function createPending(onError: (error: unknown) => void): Pending {
  const things: { readonly at: Instant; readonly what: () => Promise<void> }[] = [];
  return {
    add(instant, what) {
      const at = Math.ceil(instant);
      const after = things.findIndex((thing) => thing.at > at);
      things.splice(after < 0 ? things.length : after, 0, { at, what });
    },
    get size() {
      return things.length;
    },
    get nextAt() {
      return things[0]?.at;
    },
    async doDue(now) {
      let did = false;
      for (let next = things[0]; next && next.at <= now; next = things[0]) {
        things.shift();
        await next.what().catch(onError);
        did = true;
      }
      return did;
    },
  };
}
