import { idInput } from './instant-input.ts';
import { whole } from './values.ts';

/** What a list takes besides its filters: the `next` of the previous page, and how many items a page has. */
export const pageInput = { after: idInput.optional(), limit: whole(1, 1_000).default(100) };

/** A page as lists answer it. */
export interface Page<Item, Key = string> {
  readonly items: Item[];
  /** Pass it as `after` to get the next page; missing on the last one. */
  readonly next?: Key | undefined;
}

/** A page of a list. @param keyOf what names an item in `after` */
export const pageOf = <Item, Key = string>(
  items: Item[],
  { limit }: { readonly limit: number },
  keyOf: (item: Item) => Key,
): Page<Item, Key> => ({ items, next: items.length < limit ? undefined : keyOf(items.at(-1)!) });

/** A page of a list that is short enough to be read at once, such as the people of a company. */
export function pageFrom<Item extends { readonly id: string }>(
  all: readonly Item[],
  { after, limit }: { readonly after?: string | undefined; readonly limit: number },
): Page<Item> {
  const start = after === undefined ? 0 : all.findIndex(({ id }) => id === after) + 1;
  const items = all.slice(start, start + limit);
  return { items, next: start + limit < all.length ? items.at(-1)?.id : undefined };
}
