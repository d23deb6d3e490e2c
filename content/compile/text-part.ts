import { convert, type DomNode, type FormatCallback, type SelectorDefinition } from 'html-to-text';
import { own } from '../../domain/text/own.ts';

/** White space, including the hair space that MJML puts into a spacer. */
const WHITESPACE = ' \t\r\n\f\u200a\u200b';

const isElement = (node: DomNode): boolean => node.type === 'tag';
const isBlank = (node: DomNode): boolean => node.type === 'text' && !/\S/.test(node.data ?? '');

function wordsIn(node: DomNode): string {
  if (node.type === 'text') return node.data ?? '';
  if (node.name === 'img') return altOf(node);
  return node.name === 'br' ? ' ' : (node.children ?? []).map(wordsIn).join('');
}

const attributeOf = (node: DomNode, name: string): string =>
  String(own((node.attribs ?? {}) as Record<string, string>, name) ?? '');
const altOf = (node: DomNode): string => attributeOf(node, 'alt').trim();

/** A link's URL as people write it: an email address or a phone number without its scheme. */
const shownHref = (link: DomNode): string => attributeOf(link, 'href').replace(/^(?:mailto:([^?]*).*|tel:)/s, '$1');

const same = (a: string, b: string): boolean => a.replaceAll(/[\s()/-]/g, '') === b.replaceAll(/[\s()/-]/g, '');

/** Whether a link is alone in its place, which makes it a button. */
const isAlone = ({ parent, next, prev }: DomNode & { next?: DomNode; prev?: DomNode }): boolean =>
  parent !== undefined &&
  ['td', 'div', 'p'].includes(parent.name ?? '') &&
  [next, prev].every((one) => !one || isBlank(one)) &&
  (parent.children ?? []).filter((one) => !isBlank(one)).length === 1;

/** "Download the guide: https://…" for a button, "the guide <https://…>" inside a sentence. */
const link: FormatCallback = (node, walk, builder) => {
  const href = shownHref(node);
  const words = wordsIn(node).replaceAll(/\s+/g, ' ').trim();
  if (words === '') return;
  if (href === '' || same(words, href)) return walk(node.children, builder);
  if (isAlone(node)) return builder.addInline(`${words}: ${href}`);
  walk(node.children, builder);
  builder.addInline(` <${href}>`);
};

const picture: FormatCallback = (node, _, builder) => {
  builder.addInline(altOf(node));
};

const tableOf = (node: DomNode | undefined): DomNode | undefined =>
  !node || node.name === 'table' ? node : tableOf(node.parent);

/** Whether a table contains data. MJML's own tables are only layout. */
function isData(node: DomNode): boolean {
  const table = tableOf(node);
  return table !== undefined && attributeOf(table, 'role') === '';
}

const cell: FormatCallback = (node, walk, builder) => {
  const cells = (node.parent?.children ?? []).filter(isElement);
  if (cells.indexOf(node) > 0) builder.addInline(isData(node) ? ' | ' : ' ');
  walk(node.children, builder);
};

const row: FormatCallback = (node, walk, builder) => {
  builder.openBlock({ leadingLineBreaks: 1 });
  walk(node.children, builder);
  builder.closeBlock({ trailingLineBreaks: 1 });
};

const skipped = [
  '.html-only',
  '.mj-accordion-ico',
  '.mj-menu-trigger',
  '.mj-menu-checkbox',
  '[style*="display:none"]',
  '[style*="display: none"]',
].map((selector) => ({ selector, format: 'skip' }));
/** Headings stay as written: capitals would break their placeholders, and shout. */
const headings = ['h1', 'h2', 'h3', 'h4', 'h5', 'h6'].map((selector) => ({ selector, options: { uppercase: false } }));
const apart = { leadingLineBreaks: 2, trailingLineBreaks: 2 };

const selectors: SelectorDefinition[] = [
  ...skipped,
  { selector: 'div', format: 'block', options: apart },
  { selector: 'table', format: 'block', options: apart },
  { selector: 'tr', format: 'row' },
  { selector: 'td', format: 'cell' },
  { selector: 'th', format: 'cell' },
  { selector: 'img', format: 'picture' },
  { selector: 'a', format: 'link' },
  ...headings,
  { selector: 'ul', options: { itemPrefix: ' - ' } },
];

/**
 * The plain text of a compiled email, with its placeholders. Each paragraph is one line, which the reader's mail program wraps.
 */
export const textPart = (html: string): string =>
  convert(html, {
    wordwrap: false,
    formatters: { link, picture, cell, row },
    whitespaceCharacters: WHITESPACE,
    selectors,
  }) + '\n';

/** Everything that a reader could miss: every text, link and picture, in any order. */
const everything = (html: string): string =>
  convert(html, {
    wordwrap: false,
    formatters: {
      link: (node, walk, builder) => (walk(node.children, builder), builder.addInline(` ${shownHref(node)} `)),
      picture,
    },
    selectors: [
      ...skipped,
      ...headings,
      { selector: '*', format: 'inline' },
      { selector: 'a', format: 'link' },
      { selector: 'img', format: 'picture' },
    ],
  });

const mustaches = (text: string): ReadonlySet<string> => new Set(text.match(/\{\{[^}]*\}\}/g));

/** A placeholder or block that the text part lacks, except those that only HTML needs. */
export function missingFromText(html: string, text: string): string | undefined {
  const has = mustaches(text);
  return [...mustaches(everything(html))].find((mustache) => !has.has(mustache));
}
