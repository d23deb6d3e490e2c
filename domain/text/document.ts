/** A part of a document. */
export type Block =
  | { readonly heading: string }
  | { readonly text: string }
  | { readonly list: readonly string[] }
  | { readonly head: readonly string[]; readonly rows: readonly (readonly string[])[] };

export interface Document {
  readonly title: string;
  readonly blocks: readonly Block[];
}

/** A document as Markdown. */
export const asMarkdown = ({ title, blocks }: Document): string =>
  [`# ${title}`, ...blocks.map((block) => markdownOf(block))].join('\n\n');

function markdownOf(block: Block): string {
  if ('heading' in block) return `## ${block.heading}`;
  if ('text' in block) return block.text;
  if ('list' in block) return block.list.map((item) => `- ${item}`).join('\n');
  const row = (cells: readonly string[]) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [row(block.head), row(block.head.map(() => '---')), ...block.rows.map(row)].join('\n');
}

const escapes: readonly (readonly [string, string])[] = [
  ['&', '&amp;'],
  ['<', '&lt;'],
  ['>', '&gt;'],
  ['"', '&quot;'],
];
const escaped = (text: string): string => escapes.reduce((rest, [from, to]) => rest.replaceAll(from, to), text);

/** A document as a page of HTML that can be printed. */
export const asHtml = ({ title, blocks }: Document): string =>
  `<!doctype html><html lang="en"><meta charset="utf-8"><title>${escaped(title)}</title>
<style>body{font:15px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem}table{border-collapse:collapse;width:100%}td,th{border:1px solid #bbb;padding:.35rem .6rem;text-align:left;vertical-align:top}</style>
<h1>${escaped(title)}</h1>
${blocks.map((block) => htmlOf(block)).join('\n')}
</html>`;

function htmlOf(block: Block): string {
  if ('heading' in block) return `<h2>${escaped(block.heading)}</h2>`;
  if ('text' in block) return `<p>${escaped(block.text)}</p>`;
  if ('list' in block) return `<ul>${block.list.map((item) => `<li>${escaped(item)}</li>`).join('')}</ul>`;
  const row = (tag: 'th' | 'td') => (cells: readonly string[]) =>
    `<tr>${cells.map((cell) => `<${tag}>${escaped(cell)}</${tag}>`).join('')}</tr>`;
  return `<table>${row('th')(block.head)}${block.rows.map(row('td')).join('')}</table>`;
}
