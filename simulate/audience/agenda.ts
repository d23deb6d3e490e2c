import { realDelay, type Clock, type Instant } from '../../domain/time/clock.ts';

/** Future actions, at instants of program time. */
export interface Agenda {
  add(at: Instant, what: () => Promise<void>): void;
  /** How many actions are still to come. */
  readonly size: number;
  /** Cancels all future actions; resolves when those under way have ended. */
  stop(): Promise<void>;
}

/** @param onError gets the error of a failed action; the other actions continue */
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
