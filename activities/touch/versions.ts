import type { ContentEntry } from '../../content/entry.ts';
import type { RenderedEmail } from '../../content/render.ts';
import type { ContentLinks } from '../../db/columns.ts';
import { keepContentVersion } from '../../db/content-versions.ts';
import type { Instant } from '../../domain/clock.ts';
import type { TouchOrder } from '../contract.ts';
import type { Deps } from '../deps.ts';

export type VersionKeeper = (order: TouchOrder, entry: ContentEntry, rendered: RenderedEmail, at: Instant) => Promise<void>;

/** Keeps each version of a content once a process, before the first mail that has it goes out: a click may come at once. */
export const createVersionKeeper = (deps: Deps): VersionKeeper => {
  const known = new Set<string>();
  return async (order, entry, { version: hash, persona }, at) => {
    if (known.has(hash)) return;
    await keepContentVersion(
      deps.db,
      {
        hash,
        content: order.content,
        persona: persona === 'default' ? null : persona,
        subject: plainSubject(deps, order),
        links: linksOf(entry),
      },
      at,
    );
    known.add(hash);
  };
};

/** The subject as it is written to somebody of whom nothing is known: a version is nobody's, so nothing personal may be in it. */
const plainSubject = ({ renderer, settings: { sender } }: Deps, { content, personas, variables }: TouchOrder): string =>
  renderer.render(
    content,
    personas,
    {
      lead: { firstName: null, company: null, timeZone: 'UTC' },
      rep: { name: sender.name, title: null, phone: null },
      sender: { name: sender.name, address: sender.postalAddress },
      variables,
    },
    () => 'https://localhost/',
  ).subject;

const linksOf = (entry: ContentEntry): ContentLinks =>
  Object.fromEntries(
    Object.entries(entry.links).map(([name, link]) => [
      name,
      'answer' in link ? { url: '', counts: link.counts, answer: link.answer } : { ...link },
    ]),
  );
