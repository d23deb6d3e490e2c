import { setImmediate as immediate } from 'node:timers/promises';
import type { Db } from './database.ts';

interface Asked<T, R> extends PromiseWithResolvers<R> {
  readonly item: T;
}

/** Real milliseconds. Our questions take a few of them. */
const PATIENCE = 1_000;

/**
 * Lets callers share a question: those who come in one turn of the event loop, or while another question is under way, ask together.
 * A lone caller waits for nobody.
 * Nobody waits for long for a question of others: it may be on a connection that is dead, which Postgres' client notices after minutes.
 * If a question about several items fails, each is asked about alone, so that only the one whose fault it is fails; nobody who comes
 * later waits for that.
 * @param most how many items a question is about
 * @param apart items for which it returns the same are never asked about together
 * @param alone asks about an item whose question has failed
 */
export function shared<T, R>(
  ask: (items: readonly T[]) => Promise<readonly R[]>,
  most: number,
  apart: (item: T) => unknown = (item) => item,
  alone?: (item: T) => Promise<R>,
): (item: T) => Promise<R> {
  const waiting: Asked<T, R>[] = [];
  let isAsking = false;

  const askAll = async (): Promise<void> => {
    isAsking = true;
    for (;;) {
      await immediate();
      const together = takeApart(waiting, most, apart);
      if (together.length === 0) break;
      const late = setTimeout(() => void askAll(), PATIENCE);
      await askTogether(ask, together, alone);
      clearTimeout(late);
    }
    isAsking = false;
  };

  return (item) => {
    const asked = { item, ...Promise.withResolvers<R>() };
    waiting.push(asked);
    if (!isAsking) void askAll();
    return asked.promise;
  };
}

/** Takes the first ones that may be asked about together. */
function takeApart<T, R>(waiting: Asked<T, R>[], most: number, apart: (item: T) => unknown): Asked<T, R>[] {
  const taken = new Map<unknown, Asked<T, R>>();
  for (const asked of waiting) {
    const one = apart(asked.item);
    if (taken.size < most && !taken.has(one)) taken.set(one, asked);
  }
  const together = [...taken.values()];
  waiting.splice(0, waiting.length, ...waiting.filter((asked) => !together.includes(asked)));
  return together;
}

async function askTogether<T, R>(
  ask: (items: readonly T[]) => Promise<readonly R[]>,
  together: readonly Asked<T, R>[],
  alone?: (item: T) => Promise<R>,
): Promise<void> {
  try {
    const answers = await ask(together.map(({ item }) => item));
    for (const [n, { resolve }] of together.entries()) resolve(answers[n]!);
  } catch (error) {
    for (const asked of together)
      if (alone) asked.resolve(alone(asked.item));
      else if (together.length > 1) void askTogether(ask, [asked]);
      else asked.reject(error);
  }
}

/** Something that a pool of connections has once; it is made when it is first needed. */
export function ofPool<T>(make: (db: Db) => T): (db: Db) => T {
  const made = new WeakMap<Db, T>();
  return (db) => {
    const one = made.get(db) ?? make(db);
    made.set(db, one);
    return one;
  };
}
