import type { Expanded } from './expand.ts';
import type { ContentProblem } from './problem.ts';

interface Token {
  readonly word: string;
  readonly offset: number;
}

const MUSTACHE = /\{\{[^}]*\}\}/g;
/** Comments and heads contain nothing to read; of a tag, only its placeholders count. */
const PIECE = /<!--[\s\S]*?-->|<(mj-head|head)[\s>][\s\S]*?<\/\1>|<!\[endif\]>|<[a-z/!][^>]*>|\{\{[^}]*\}\}|[^\s<{]+|[<{]/gi;

function tokens(markup: string): Token[] {
  const found: Token[] = [];
  for (const { 0: piece, index, 1: head } of markup.matchAll(PIECE)) {
    const isTag = /^<[a-z/!]/i.test(piece);
    if (piece.startsWith('<!') || head !== undefined) continue;
    if (!isTag) found.push({ word: piece.replace(/\s+/g, ' '), offset: index });
    else for (const inside of piece.matchAll(MUSTACHE)) found.push({ word: inside[0], offset: index + inside.index });
  }
  return found;
}

function countOf(found: readonly Token[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { word } of found) counts.set(word, (counts.get(word) ?? 0) + 1);
  return counts;
}

/** How far ahead to search for a word: MJML adds few words of its own. */
const AHEAD = 40;

/**
 * The index of the first word of the source that the output lacks. If the output has the word, but not often enough, it is the
 * occurrence that the output doesn't follow with the source's next words.
 */
function firstLost(wanted: readonly Token[], got: readonly Token[]): number {
  const [has, needs] = [countOf(got), countOf(wanted)];
  const isShort = ({ word }: Token): boolean => (has.get(word) ?? 0) < (needs.get(word) ?? 0);
  if (!wanted.some(isShort)) return -1;
  let next = 0;
  const index = wanted.findIndex((token, i) => {
    const fits = ({ word }: Token, n: number): boolean =>
      word === token.word && (!isShort(token) || got[next + n + 1]?.word === wanted[i + 1]?.word);
    const ahead = got.slice(next, next + AHEAD).findIndex(fits);
    if (ahead >= 0) next += ahead + 1;
    return ahead < 0 && isShort(token);
  });
  return index >= 0 ? index : wanted.findIndex(isShort);
}

/**
 * Compares a source with MJML's output: each word, placeholder and block must appear as often as it was written, wherever MJML puts
 * it and whatever it adds. MJML silently drops everything but tags where it expects tags: an `{{#if}}` between sections, an unclosed
 * text.
 * @returns the first thing that was lost, if any
 */
export function findLost(source: Expanded, html: string): ContentProblem | undefined {
  const wanted = tokens(source.text);
  const index = firstLost(wanted, tokens(html));
  const first = wanted[index];
  if (!first) return undefined;
  const excerpt = wanted
    .slice(index, index + 6)
    .map((token) => token.word)
    .join(' ');
  return {
    ...source.placeOf(first.offset),
    what: `"${excerpt}" is lost when MJML compiles it.`,
    fix: first.word.startsWith('{{')
      ? `Write <mj-raw>${first.word}</mj-raw> between sections and columns.`
      : 'Look for an unclosed tag, or for text outside of mj-text.',
  };
}
