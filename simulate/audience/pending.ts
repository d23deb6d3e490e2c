import type { Instant } from '../../domain/time/clock.ts';
import type { Agenda } from './agenda.ts';

/** An agenda for a clock that jumps: its owner asks when the next thing is due, and has it done. */
export interface Pending extends Pick<Agenda, 'add' | 'size'> {
  /** When the next thing is due; undefined when nothing is to come. */
  readonly nextAt: Instant | undefined;
  /** Does what is due at an instant, one thing after the other. @returns whether there was something */
  doDue(now: Instant): Promise<boolean>;
}

/** @param onError told what somebody failed to do; the others go on */
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
