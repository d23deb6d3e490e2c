import { convert } from 'html-to-text';

const MUSTACHE = /\{\{[^}]*\}\}/g;

/** The plain text of a compiled mail, with the placeholders still in it. */
export const textPart = (html: string): string =>
  convert(html, {
    wordwrap: false,
    selectors: [
      { selector: '.html-only', format: 'skip' },
      { selector: 'div', format: 'block', options: { leadingLineBreaks: 2, trailingLineBreaks: 2 } },
      { selector: 'img', format: 'skip' },
      { selector: 'h1', options: { uppercase: false } },
      { selector: 'h2', options: { uppercase: false } },
      { selector: 'a', options: { linkBrackets: ['<', '>'] } },
      { selector: 'ul', options: { itemPrefix: ' - ' } },
    ],
  }) + '\n';

const count = (text: string): Map<string, number> => {
  const counts = new Map<string, number>();
  for (const [mustache] of text.matchAll(MUSTACHE)) counts.set(mustache, (counts.get(mustache) ?? 0) + 1);
  return counts;
};

/** The first placeholder or block of the body that the text part lacks. What only HTML can show isn't missed. */
export const missingFromText = (body: string, text: string): string | undefined => {
  const has = count(text);
  for (const [mustache, times] of count(body)) {
    if ((has.get(mustache) ?? 0) < times) return mustache;
  }
  return undefined;
};
