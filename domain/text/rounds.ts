/** Divides items into rounds, each with the next item of every group, so that the items of a group stay in their order. */
export function* rounds<T>(items: readonly T[], groupOf: (item: T) => unknown): Generator<T[]> {
  const groups = [...Map.groupBy(items, groupOf).values()];
  for (let n = 0; groups.some(({ length }) => length > n); n++) yield groups.flatMap((group) => group.slice(n, n + 1));
}
