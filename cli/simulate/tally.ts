/** Counts what went wrong, by its words. */
export function createTally() {
  const counts = new Map<string, number>();
  return {
    add: (error: unknown) => {
      const what = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
      counts.set(what, (counts.get(what) ?? 0) + 1);
    },
    counts: () => [...counts].map(([what, count]) => ({ what, count })).toSorted((a, b) => b.count - a.count),
  };
}
