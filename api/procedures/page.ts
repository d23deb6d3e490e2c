import { z } from 'zod';
import { idInput } from './instant-input.ts';
import { whole } from './values.ts';

/** The input of a list that is short enough to be read at once, such as the people of a company. */
export const pageInput = z.strictObject({ after: idInput.optional(), limit: whole(1, 1_000).default(100) }).prefault({});

/** A page of a list, with the cursor of the next one. */
export function pageFrom<Item extends { readonly id: string }>(
  all: readonly Item[],
  { after, limit }: z.output<typeof pageInput>,
) {
  const start = after === undefined ? 0 : all.findIndex(({ id }) => id === after) + 1;
  const items = all.slice(start, start + limit);
  return { items, next: start + limit < all.length ? items.at(-1)?.id : undefined };
}
