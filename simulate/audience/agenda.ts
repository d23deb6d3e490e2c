import { realDelay, type Clock, type Instant } from '../../domain/time/clock.ts';

/** What is going to happen, at instants of program time. */
export interface Agenda {
  add(at: Instant, what: () => Promise<void>): void;
  /** How many things are still to come. */
  readonly size: number;
  /** Nothing of what is to come happens; resolves when what is under way has ended. */
  stop(): Promise<void>;
}

/** @param onError told what somebody failed to do; the others go on */
export function createAgenda(clock: Clock, onError: (error: unknown) => void): Agenda {
  const timers = new Set<NodeJS.Timeout>();
  const underWay = new Set<Promise<void>>();
  let stopped = false;
  return {
    add(at, what) {
      if (stopped) return;
      const timer = setTimeout(
        () => {
          timers.delete(timer);
          const doing = what().catch(onError);
          underWay.add(doing);
          void doing.finally(() => underWay.delete(doing));
        },
        realDelay(clock.spec, clock.now(), at),
      );
      timers.add(timer);
    },
    get size() {
      return timers.size;
    },
    async stop() {
      stopped = true;
      for (const timer of timers) clearTimeout(timer);
      timers.clear();
      await Promise.all(underWay);
    },
  };
}
