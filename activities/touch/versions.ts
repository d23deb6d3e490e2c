import type { ContentEntry } from '../../content/entry.ts';
import type { RenderedEmail } from '../../content/render.ts';
import type { ContentLinks } from '../../db/columns.ts';
import { saveContentVersion } from '../../db/touches/content-versions.ts';
import type { AnyTouchOrder } from '../contract.ts';
import type { Deps } from '../deps.ts';

export type VersionSaver = (
  order: AnyTouchOrder,
  entry: ContentEntry,
  rendered: Pick<RenderedEmail, 'version' | 'persona' | 'subjectLine'>,
) => Promise<void>;

/** Saves each version of a content once per process, before the first email that uses it is sent, because a click may come at once. */
export function createVersionSaver(deps: Deps): VersionSaver {
  const known = new Set<string>();
  return async (order, entry, { version: hash, persona, subjectLine: subject }) => {
    if (known.has(hash)) return;
    await saveContentVersion(deps.db, {
      hash,
      content: order.content,
      persona: persona === 'default' ? null : persona,
      subject,
      text: deps.renderer.textFor(order.content, order.personas),
      links: linksOf(entry),
    });
    known.add(hash);
  };
}

const linksOf = (entry: ContentEntry): ContentLinks =>
  Object.fromEntries(
    Object.entries(entry.links).map(([name, link]) => [
      name,
      'answer' in link ? { url: '', counts: link.counts, answer: link.answer } : { ...link },
    ]),
  );
