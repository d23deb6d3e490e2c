import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { realDelay, type Instant } from '../../domain/time/clock.ts';
import { nextOpening } from '../../domain/time/working-calendar.ts';
import { calendarOf } from './staff.ts';
import type { Colleague, FloorDeps, FloorShared } from './colleague.ts';
import { createDesk } from './desk.ts';
import { earliest } from './queue.ts';
import { createManager } from './manager.ts';
import { createMemory } from './memory.ts';

/** The reps at work. */
export interface Floor {
  /** How often each disposition was reported, and what else was done. */
  readonly done: Readonly<Record<string, number>>;
  /** How often Trellis refused something, by code. */
  readonly refused: Readonly<Record<string, number>>;
  stop(): Promise<void>;
}

/** Real milliseconds between two checks of a queue. */
const LOOK_EVERY = { rep: 250, manager: 700 };

/** Starts SDRs, salespeople and managers, who work their queues through the API until they are stopped. */
export function startFloor(deps: FloorDeps): Floor {
  const sales = openSales(deps);
  const stopping = new AbortController();
  const working = deps.colleagues.map(async (colleague, n) => {
    const calendar = calendarOf(colleague);
    const pause = colleague.role === 'manager' ? LOOK_EVERY.manager : LOOK_EVERY.rep;
    // Reps don't all start at the same moment.
    await rest((n * pause) / deps.colleagues.length, stopping.signal);
    while (!stopping.signal.aborted) {
      const now = deps.clock.now();
      const opens = nextOpening(calendar, now);
      // Reps don't work at night.
      if (opens > now) await rest(realDelay(deps.clock.spec, now, opens), stopping.signal);
      else {
        await sales.look(colleague).catch(deps.onError);
        await rest(pause, stopping.signal);
      }
    }
  });
  return {
    done: sales.done,
    refused: sales.refused,
    async stop() {
      stopping.abort();
      await Promise.all(working);
      await sales.finish();
    },
  };
}

/** The reps, who check their queues when the caller says so. */
export interface Sales extends Pick<Floor, 'done' | 'refused'> {
  /** Lets a rep check their queue and do what is due. @returns when something is due next, as far as the rep knows */
  look(colleague: Colleague): Promise<Instant | undefined>;
  /** Resolves when what is under way has ended. */
  finish(): Promise<void>;
}

export function openSales(deps: FloorDeps): Sales {
  const memory = createMemory();
  const shared: FloorShared = { newId: randomUUID, ...deps, memory };
  const desks = new Map(deps.colleagues.map((colleague) => [colleague.repId, createDesk(colleague, shared)]));
  const managers = new Map(
    deps.colleagues
      .filter(({ role }) => role === 'manager')
      .map((colleague) => [colleague.repId, createManager(colleague, desks, shared)]),
  );
  return {
    done: memory.done,
    refused: memory.refused,
    async look({ repId }) {
      const due = [await desks.get(repId)?.look(), await managers.get(repId)?.look()];
      return earliest(due.filter((at) => at !== undefined));
    },
    async finish() {
      await Promise.all([...desks.values()].map(async (desk) => await desk.finish()));
    },
  };
}

async function rest(ms: number, signal: AbortSignal): Promise<void> {
  await sleep(ms, undefined, { signal }).catch(() => {}); // the day is over
}
