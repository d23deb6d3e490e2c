import type { CompiledEmail } from './compile-emails.ts';

/** JSON as the project's formatter writes it: a list of words on one line if it fits. */
const formattedJson = (value: unknown): string =>
  JSON.stringify(value, null, 2).replace(/^.*\[\n[^\]{}]*\],?$/gm, (list) => {
    const line = list.replace(/\[\s+/, '[').replace(/\s+\]/, ']').replace(/,\s+/g, ', ');
    return line.length <= 130 ? line : list;
  }) + '\n';

const union = (names: readonly string[]): string => names.map((name) => `'${name}'`).join(' | ') || 'never';

const key = (name: string): string => (/^[A-Za-z]\w*$/.test(name) ? name : `'${name}'`);

/** The types that the compiler checks programs against, one line for each content. */
function registered({ id, entry }: CompiledEmail): string {
  const variables = Object.entries(entry.variables).map(([name, kind]) => `${key(name)}: '${kind}'`);
  const types = [
    `goal: ${union(entry.goal)}`,
    `links: ${union(Object.keys(entry.links))}`,
    `variables: {${variables.length > 0 ? ` ${variables.join('; ')} ` : ''}}`,
  ];
  return `      ${key(id)}: { ${types.join('; ')} };`;
}

/** The generated files of an app's content: name → text. Equal emails and teams give equal files. */
export function generatedFiles(emails: readonly CompiledEmail[], teams: readonly string[]): ReadonlyMap<string, string> {
  const compiled = Object.fromEntries(emails.map((email) => [email.id, email.compiled]));
  return new Map([
    [
      'content.gen.ts',
      [
        '// Made by `trellis content` from the emails. Change the emails, not this file.',
        "import type {} from 'trellis';",
        '',
        "declare module 'trellis' {",
        '  interface Register {',
        '    contents: {',
        ...emails.map(registered),
        '    };',
        ...(teams.length > 0 ? [`    teams: ${union(teams)};`] : []),
        '  }',
        '}',
        '',
      ].join('\n'),
    ],
    ['content.gen.json', formattedJson(compiled)],
  ]);
}
