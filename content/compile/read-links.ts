import { answerKinds, isCoreKind, type AnswerKind, type Page } from '../../domain/scoring/engagement.ts';
import { encodedUrl, hasEntity } from '../allowed-url.ts';
import { suggestion } from '../../domain/text/did-you-mean.ts';
import { clickKinds, intendedKinds, type ContentLink, type PageLink } from '../entry.ts';
import { standardLinks } from '../standard-values.ts';
import type { Words } from './read-sources.ts';
import { isRecord, shown, type FrontMatter } from './front-matter.ts';

const NAME = /^[a-z][A-Za-z0-9]*$/;
const EXAMPLE = 'For example "guide: { url: https://www.example.com/guide, counts: downloaded }".';

const isAnswer = (word: unknown): word is AnswerKind => typeof word === 'string' && Object.hasOwn(answerKinds, word);

/** How to fix an impossible URL. */
export const addressRemedy = (address: string): string =>
  hasEntity(address)
    ? 'It was copied from HTML: write the character itself, & for &amp;.'
    : `Give a full https:// address. ${EXAMPLE}`;

type Complain = (what: string, fix: string) => undefined;

function readAnswer(value: Record<string, unknown>, complain: Complain): ContentLink | undefined {
  if (!isAnswer(value.answer)) {
    return complain(`answers "${shown(value.answer)}".`, suggestion(shown(value.answer), Object.keys(answerKinds)));
  }
  if (Object.keys(value).length > 1)
    return complain('is an answer, which stands alone.', 'An answer leads to our own page: remove the rest.');
  return { answer: value.answer, counts: 'answered' };
}

/** The engagements that a click can only intend: those that Trellis knows, and the app's own. */
const intendedIn = ({ engagements }: Words): NonNullable<PageLink['intends']>[] => [
  ...intendedKinds,
  ...Object.entries(engagements).flatMap(([kind, { human }]) =>
    human && !isCoreKind(kind) ? [kind as NonNullable<PageLink['intends']>] : [],
  ),
];

function readPage(value: Record<string, unknown>, words: Words, complain: Complain): PageLink | undefined {
  const { url: given, counts = 'clicked', page, intends, ...rest } = value;
  const intendable = intendedIn(words);
  const pages = Object.keys(words.pages);
  const [unknown] = Object.keys(rest);
  if (unknown !== undefined)
    return complain(
      `doesn't know "${unknown}".`,
      'Put an address with commas into quotes, or remove everything except url, counts, page and intends.',
    );
  const url = encodedUrl(shown(given));
  if (url === undefined) return complain(`leads to "${shown(given)}".`, addressRemedy(shown(given)));
  if (intends !== undefined) {
    const intended = intendable.find((one) => one === intends);
    if (intended === undefined) return complain(`intends "${shown(intends)}".`, suggestion(shown(intends), intendable));
    if ('counts' in value || page !== undefined)
      return complain('has both "counts" and "intends".', 'A click with "intends" always counts as clicked: remove "counts".');
    return { url, counts: 'clicked', intends: intended };
  }
  if (intendable.some((one) => one === counts))
    return complain(
      `counts "${shown(counts)}", which a click does not prove.`,
      `Write "intends: ${shown(counts)}". The system where it happens must report it, with leads.add or a form.`,
    );
  const kind = clickKinds.find((one) => one === counts);
  if (kind === undefined) return complain(`counts "${shown(counts)}".`, suggestion(shown(counts), clickKinds));
  if ((kind === 'visited') !== (page !== undefined)) {
    return complain('must name a page if it counts as visited, and only then.', `Pages: ${pages.join(', ')}.`);
  }
  if (page === undefined) return { url, counts: kind };
  return pages.some((one) => one === page)
    ? { url, counts: kind, page: page as Page }
    : complain(`names page "${shown(page)}".`, suggestion(shown(page), pages));
}

/** Reads the links that a content declares: the URL of each, and what a click on it means. */
export function readLinks(matter: FrontMatter, words: Words): Readonly<Record<string, ContentLink>> {
  const links: Record<string, ContentLink> = {};
  for (const [name, value] of Object.entries(matter.map('links'))) {
    const complain: Complain = (what, fix) => {
      matter.complain('links', `Link "${name}" ${what}`, fix, name);
      return undefined;
    };
    if (!NAME.test(name)) complain("isn't a name.", 'Use letters and digits, beginning with a small letter.');
    else if (Object.hasOwn(standardLinks, name)) complain('is a standard link.', 'Every email has it: remove the declaration.');
    else if (!isRecord(value)) complain("isn't a link.", EXAMPLE);
    else {
      const link = 'answer' in value ? readAnswer(value, complain) : readPage(value, words, complain);
      if (link) links[name] = link;
    }
  }
  return links;
}
