/** Calls `act` for each item, at most so many at a time. */
export async function atOnce<T>(items: readonly T[], most: number, act: (item: T) => Promise<unknown>): Promise<void> {
  const left = items.values();
  const work = async () => {
    for (const item of left) await act(item);
  };
  await Promise.all(Array.from({ length: most }, work));
}
