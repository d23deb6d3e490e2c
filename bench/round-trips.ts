import pg from 'pg';

/** The protocol messages after which the driver waits for Postgres: a plain query, and the end of a prepared one. */
const waits = ['query', 'sync'] as const;

/** Counts the driver's round trips to Postgres during `run`; begin and commit are round trips, too. */
export async function roundTripsOf<T>(run: () => Promise<T>): Promise<{ readonly result: T; readonly count: number }> {
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
    return { result: await run(), count };
  } finally {
    for (const [method, original] of originals) prototype[method] = original;
  }
}
