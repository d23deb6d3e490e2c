import { useInfiniteQuery, type FetchQueryOptions, type QueryKey } from '@tanstack/react-query';
import { queries } from './api.ts';

/** A procedure of the API that answers with pages. */
interface Paged<Input, Page> {
  readonly '~types': { readonly input: Input; readonly output: Page };
  readonly queryKey: (input: never) => QueryKey;
  readonly queryOptions: (input: never) => object;
}

/**
 * The pages of a list, one after the other.
 * @example
 * const { data, fetchNextPage, hasNextPage } = usePages(api.leads.list, { where: 'stage is mql' });
 */
export function usePages<Input, Page extends { readonly next?: string | number | null | undefined }>(
  list: Paged<Input, Page>,
  input: NonNullable<Input>,
) {
  return useInfiniteQuery({
    queryKey: [...list.queryKey(input as never), 'pages'],
    initialPageParam: undefined as string | number | undefined,
    queryFn: ({ pageParam: after }) =>
      queries.fetchQuery(list.queryOptions({ ...input, after } as never) as FetchQueryOptions<Page>),
    getNextPageParam: ({ next }) => next ?? undefined,
  });
}

/** The pages of a list that are loaded. */
export interface Pages<Row> {
  readonly data?: { readonly pages: readonly { readonly items: readonly Row[] }[] } | undefined;
  readonly isPending: boolean;
  readonly hasNextPage: boolean;
  readonly fetchNextPage: () => unknown;
}

/**
 * What a table shows of the pages of a list.
 * @example
 * <DataTable {...rowsOf(list)} … />
 */
export const rowsOf = <Row>({ data, isPending, hasNextPage, fetchNextPage }: Pages<Row>) => ({
  rows: data?.pages.flatMap(({ items }) => items) ?? [],
  busy: isPending,
  more: hasNextPage ? () => void fetchNextPage() : undefined,
});
