import { answerKinds, isCoreKind, type AnswerKind, type Page } from '../../domain/scoring/engagement.ts';
import { encodedUrl, hasEntity } from '../allowed-url.ts';
import { suggestion } from '../../domain/text/did-you-mean.ts';
import { clickKinds, intendedKinds, type ContentLink, type PageLink } from '../entry.ts';
import { standardLinks } from '../standard-values.ts';
import type { Words } from './read-sources.ts';
import { complainOf, isRecord, shown, type Complain, type FrontMatter } from './front-matter.ts';

const NAME = /^[a-z][A-Za-z0-9]*$/;
const EXAMPLE = 'For example "guide: { url: https://www.example.com/guide, counts: downloaded }".';

const isAnswer = (word: unknown): word is AnswerKind => typeof word === 'string' && Object.hasOwn(answerKinds, word);

/** How to fix an impossible URL. */
export const addressRemedy = (address: string): string =>
  hasEntity(address)
    ? 'It was copied from HTML: write the character itself, & for &amp;.'
    : `Give a full https:// address. ${EXAMPLE}`;

function readAnswer(value: Record<string, unknown>, complain: Complain): ContentLink | undefined {
  if (Object.keys(value).length > 1)
    complain('is an answer, which stands alone.', 'An answer leads to our own page: remove the rest.');
  if (isAnswer(value.answer)) return { answer: value.answer, counts: 'answered' };
  return complain(`answers "${shown(value.answer)}".`, suggestion(shown(value.answer), Object.keys(answerKinds)), 'answer');
}

/** The engagements that a click can only intend: those that Trellis knows, and the app's own. */
const intendedIn = ({ engagements }: Words): NonNullable<PageLink['intends']>[] => [
  ...intendedKinds,
  ...Object.entries(engagements).flatMap(([kind, { human }]) =>
    human && !isCoreKind(kind) ? [kind as NonNullable<PageLink['intends']>] : [],
  ),
];

function readPage(value: Record<string, unknown>, words: Words, complain: Complain): PageLink | undefined {
  const { url: given, counts: _, page: __, intends, ...rest } = value;
  for (const unknown of Object.keys(rest))
    complain(
      `doesn't know "${unknown}".`,
      'Put an address with commas into quotes, or remove everything except url, counts, page and intends.',
      unknown,
    );
  const url = encodedUrl(shown(given)) ?? complain(`leads to "${shown(given)}".`, addressRemedy(shown(given)), 'url');
  const meaning = intends === undefined ? readCounted(value, words, complain) : readIntended(value, words, complain);
  return url !== undefined && meaning ? { url, ...meaning } : undefined;
}

type Meaning = Omit<PageLink, 'url'>;

function readIntended(value: Record<string, unknown>, words: Words, complain: Complain): Meaning | undefined {
  const intendable = intendedIn(words);
  const intends = intendable.find((one) => one === value.intends);
  if ('counts' in value || 'page' in value)
    complain('has both "counts" and "intends".', 'A click with "intends" always counts as clicked: remove the rest.', 'intends');
  if (intends) return { counts: 'clicked', intends };
  return complain(`intends "${shown(value.intends)}".`, suggestion(shown(value.intends), intendable), 'intends');
}

function readCounted(value: Record<string, unknown>, words: Words, complain: Complain): Meaning | undefined {
  const { counts = 'clicked', page } = value;
  const pages = Object.keys(words.pages);
  const known = pages.find((one) => one === page);
  if (page !== undefined && known === undefined) complain(`names page "${shown(page)}".`, suggestion(shown(page), pages), 'page');
  if (intendedIn(words).some((one) => one === counts))
    return complain(
      `counts "${shown(counts)}", which a click does not prove.`,
      `Write "intends: ${shown(counts)}". The system where it happens must report it, with leads.add or a form.`,
      'counts',
    );
  const kind = clickKinds.find((one) => one === counts);
  if (kind === undefined) return complain(`counts "${shown(counts)}".`, suggestion(shown(counts), clickKinds), 'counts');
  if ((kind === 'visited') !== (page !== undefined))
    return complain('must name a page if it counts as visited, and only then.', `Pages: ${pages.join(', ')}.`, 'counts');
  return { counts: kind, page: known as Page | undefined };
}

/** Reads the links that a content declares: the URL of each, and what a click on it means. */
export function readLinks(matter: FrontMatter, words: Words): Readonly<Record<string, ContentLink>> {
  const links: Record<string, ContentLink> = {};
  for (const [name, value] of Object.entries(matter.map('links'))) {
    const complain = complainOf(matter, 'links', 'Link', name);
    if (!NAME.test(name)) complain("isn't a name.", 'Use letters and digits, beginning with a small letter.');
    if (Object.hasOwn(standardLinks, name)) complain('is a standard link.', 'Every email has it: remove the declaration.');
    else if (!isRecord(value)) complain("isn't a link.", EXAMPLE);
    else {
      const link = 'answer' in value ? readAnswer(value, complain) : readPage(value, words, complain);
      if (link) links[name] = link;
    }
  }
  return links;
}
