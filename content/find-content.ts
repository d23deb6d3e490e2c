import { own } from '../domain/text/own.ts';
import type { Compiled } from './compiled-format.ts';
import type { ContentEntry } from './entry.ts';
import { ContentMissing } from './errors.ts';

/**
 * The entry of a content whose id comes from outside.
 * @throws ContentMissing with the nearest known id
 */
export function findContent(content: Compiled, id: string): ContentEntry {
  const found = own(content, id);
  if (!found) throw new ContentMissing(id, Object.keys(content));
  return found.entry;
}
