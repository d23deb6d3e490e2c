import pg from 'pg';

/** The messages of Postgres' protocol after which the driver waits for an answer: a plain query, and the end of a prepared one. */
const waits = ['query', 'sync'] as const;

/** Counts the round trips to Postgres while something happens, at the driver; begin and commit are round trips, too. */
export async function roundTripsOf<T>(happens: () => Promise<T>): Promise<{ readonly result: T; readonly count: number }> {
  const prototype = pg.Connection.prototype as unknown as Record<(typeof waits)[number], (...args: unknown[]) => unknown>;
  const originals = waits.map((method) => [method, prototype[method]] as const);
  let count = 0;
  for (const [method, original] of originals) {
    prototype[method] = function (this: unknown, ...args) {
      count++;
      return original.apply(this, args);
    };
  }
  try {
    return { result: await happens(), count };
  } finally {
    for (const [method, original] of originals) prototype[method] = original;
  }
}
