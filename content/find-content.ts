import { catalog } from './catalog.gen.ts';
import type { ContentId } from './catalog.ts';
import type { ContentEntry } from './entry.ts';
import { ContentMissing } from './errors.ts';
import { own } from '../domain/text/own.ts';

/** Whether a word names a content of the catalog. */
const isContentId = (id: string): id is ContentId => Object.hasOwn(catalog, id);

/**
 * The catalog's entry for an id that comes from outside.
 * @throws ContentMissing with the nearest known id
 */
export const findContent = (id: string): ContentEntry => {
  const entry = own<ContentEntry>(catalog, id);
  if (!entry) throw new ContentMissing(id, Object.keys(catalog));
  return entry;
};

/** Every content of the catalog with its id, in alphabetical order. */
export const allContent = (): readonly (readonly [ContentId, ContentEntry])[] =>
  Object.keys(catalog)
    .filter(isContentId)
    .map((id) => [id, catalog[id]] as const);
