import { catalog } from './catalog.gen.ts';
import type { ContentEntry } from './entry.ts';
import { ContentMissing } from './errors.ts';
import { own } from '../domain/text/own.ts';

/**
 * The catalog's entry for an id that comes from outside.
 * @throws ContentMissing with the nearest known id
 */
export const findContent = (id: string): ContentEntry => {
  const entry = own<ContentEntry>(catalog, id);
  if (!entry) throw new ContentMissing(id, Object.keys(catalog));
  return entry;
};
