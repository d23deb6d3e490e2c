import type { CompiledEmail } from './compile-emails.ts';

const literal = (value: unknown, indent: string): string => {
  if (typeof value === 'string') return `'${JSON.stringify(value).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'")}'`;
  if (typeof value !== 'object' || value === null) return String(value);
  if (Array.isArray(value)) return `[${value.map((one) => literal(one, indent)).join(', ')}]`;
  const entries = Object.entries(value);
  if (entries.length === 0) return '{}';
  const inner = `${indent}  `;
  const key = (name: string): string => (/^[A-Za-z]\w*$/.test(name) ? name : `'${name}'`);
  return `{\n${entries.map(([name, one]) => `${inner}${key(name)}: ${literal(one, inner)},\n`).join('')}${indent}}`;
};

/** JSON as the project's formatter writes it, so that it leaves the file alone: a list of words on one line, where it fits. */
const formattedJson = (value: unknown): string =>
  JSON.stringify(value, null, 2).replace(/^.*\[\n[^\]{}]*\],?$/gm, (list) => {
    const line = list.replace(/\[\s+/, '[').replace(/\s+\]/, ']').replace(/,\s+/g, ', ');
    return line.length <= 130 ? line : list;
  }) + '\n';

/** The generated files of `content/`: name → text. Equal emails give equal files. */
export const generatedFiles = (emails: readonly CompiledEmail[]): ReadonlyMap<string, string> => {
  const catalog = Object.fromEntries(emails.map(({ id, entry }) => [id, entry]));
  const compiled = Object.fromEntries(emails.map((email) => [email.id, email.compiled]));
  return new Map([
    [
      'catalog.gen.ts',
      [
        '// Made by `trellis content` from content/emails. Change the emails, not this file.',
        "import type { ContentEntry } from './entry.ts';",
        '',
        `export const catalog = ${literal(catalog, '')} as const satisfies Record<string, ContentEntry>;`,
        '',
        '/** The name of a content; one file in `content/emails`. */',
        'export type ContentId = keyof typeof catalog;',
        '',
      ].join('\n'),
    ],
    ['compiled.gen.json', formattedJson(compiled)],
  ]);
};
