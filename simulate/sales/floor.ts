import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { realDelay } from '../../domain/time/clock.ts';
import { nextOpening } from '../../domain/time/working-calendar.ts';
import { calendarOf } from './staff.ts';
import type { Colleague, FloorDeps, FloorShared } from './colleague.ts';
import { createDesk, type Desk } from './desk.ts';
import { createManager } from './manager.ts';
import { createMemory } from './memory.ts';

/** The people in sales, at work. */
export interface Floor {
  /** How often each disposition was reported, and what else was done. */
  readonly done: Readonly<Record<string, number>>;
  /** Codes with which Trellis refused something, with how often. */
  readonly refused: Readonly<Record<string, number>>;
  stop(): Promise<void>;
}

/** Real milliseconds between two looks into one's queue. */
const LOOK_EVERY = { rep: 250, manager: 700 };

/** Lets SDRs, salespeople and managers work their queues through the API, until they are stopped. */
export function startFloor(deps: FloorDeps): Floor {
  const memory = createMemory();
  const stopping = new AbortController();
  const shared = { ...deps, memory, newId: randomUUID };
  const desks = new Map(deps.colleagues.map((colleague) => [colleague.repId, createDesk(colleague, shared)]));
  const working = deps.colleagues.map(async (colleague, n) => {
    const look = looker(colleague, desks, { ...shared, memory });
    const calendar = calendarOf(colleague);
    const pause = colleague.role === 'manager' ? LOOK_EVERY.manager : LOOK_EVERY.rep;
    // Not all at the same moment.
    await rest((n * pause) / deps.colleagues.length, stopping.signal);
    while (!stopping.signal.aborted) {
      const now = deps.clock.now();
      const opens = nextOpening(calendar, now);
      // Nobody looks at night.
      if (opens > now) await rest(realDelay(deps.clock.spec, now, opens), stopping.signal);
      else {
        await look().catch(deps.onError);
        await rest(pause, stopping.signal);
      }
    }
  });
  return {
    done: memory.done,
    refused: memory.refused,
    async stop() {
      stopping.abort();
      await Promise.all(working);
      await Promise.all([...desks.values()].map(async (desk) => await desk.finish()));
    },
  };
}

function looker(colleague: Colleague, desks: ReadonlyMap<string, Desk>, shared: FloorShared): () => Promise<void> {
  const desk = desks.get(colleague.repId);
  const manager = colleague.role === 'manager' ? createManager(colleague, desks, shared) : undefined;
  return async () => {
    await desk?.look();
    await manager?.look();
  };
}

const rest = async (ms: number, signal: AbortSignal): Promise<void> => {
  await sleep(ms, undefined, { signal }).catch(() => {});
};
