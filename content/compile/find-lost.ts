import type { Expanded } from './expand.ts';
import type { ContentProblem } from './problem.ts';

interface Token {
  readonly word: string;
  readonly offset: number;
}

const MUSTACHE = /\{\{[^}]*\}\}/g;
/** Comments and heads hold nothing that is read; a tag counts only for the placeholders in it. */
const PIECE = /<!--[\s\S]*?-->|<(mj-head|head)[\s>][\s\S]*?<\/\1>|<!\[endif\]>|<[a-z/!][^>]*>|\{\{[^}]*\}\}|[^\s<{]+|[<{]/gi;

const tokens = (markup: string): Token[] => {
  const found: Token[] = [];
  for (const { 0: piece, index, 1: head } of markup.matchAll(PIECE)) {
    const isTag = /^<[a-z/!]/i.test(piece);
    if (piece.startsWith('<!') || head !== undefined) continue;
    if (!isTag) found.push({ word: piece.replace(/\s+/g, ' '), offset: index });
    else for (const inside of piece.matchAll(MUSTACHE)) found.push({ word: inside[0], offset: index + inside.index });
  }
  return found;
};

/**
 * Compares what stands in the source with what came out of MJML, word by word and block by block. MJML drops without a word
 * whatever stands where it expects tags: an `{{#if}}` between sections, an unclosed text.
 * @returns the first thing that was lost, if any
 */
export const findLost = (source: Expanded, html: string): ContentProblem | undefined => {
  const wanted = tokens(source.text);
  const got = tokens(html);
  const index = wanted.findIndex((token, i) => token.word !== got[i]?.word);
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
      : 'Look for a tag that is not closed, or text outside of mj-text.',
  };
};
