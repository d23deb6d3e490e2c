interface Loading {
  readonly hasNextPage: boolean;
  readonly fetchNextPage: () => Promise<Loading>;
}

/** The way to load all pages of a list; missing when all are loaded. */
export function loadAll(list: Loading): (() => Promise<void>) | undefined {
  if (!list.hasNextPage) return undefined;
  return async () => {
    let now = list;
    while (now.hasNextPage) now = await now.fetchNextPage();
  };
}
