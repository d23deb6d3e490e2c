import type { ContentEntry } from '../../content/entry.ts';
import type { RenderedEmail } from '../../content/render.ts';
import type { ContentLinks } from '../../db/columns.ts';
import { saveContentVersion } from '../../db/touches/content-versions.ts';
import type { TouchOrder } from '../contract.ts';
import type { Deps } from '../deps.ts';

export type VersionKeeper = (order: TouchOrder, entry: ContentEntry, rendered: RenderedEmail) => Promise<void>;

/** Keeps each version of a content once a process, before the first mail that has it goes out: a click may come at once. */
export const createVersionKeeper = (deps: Deps): VersionKeeper => {
  const known = new Set<string>();
  return async (order, entry, { version: hash, persona }) => {
    if (known.has(hash)) return;
    await saveContentVersion(deps.db, {
      hash,
      content: order.content,
      persona: persona === 'default' ? null : persona,
      // Nobody's: a version is the same for all who get it.
      subject: deps.renderer.subjectFor(order.content, order.personas),
      text: deps.renderer.textFor(order.content, order.personas),
      links: linksOf(entry),
    });
    known.add(hash);
  };
};

const linksOf = (entry: ContentEntry): ContentLinks =>
  Object.fromEntries(
    Object.entries(entry.links).map(([name, link]) => [
      name,
      'answer' in link ? { url: '', counts: link.counts, answer: link.answer } : { ...link },
    ]),
  );
