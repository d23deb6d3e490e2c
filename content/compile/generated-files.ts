import type { CompiledEmail } from './compile-emails.ts';

/** JSON as the project's formatter writes it: a list of words on one line if it fits. */
const formattedJson = (value: unknown): string =>
  JSON.stringify(value, null, 2).replace(/^.*\[\n[^\]{}]*\],?$/gm, (list) => {
    const line = list.replace(/\[\s+/, '[').replace(/\s+\]/, ']').replace(/,\s+/g, ', ');
    return line.length <= 130 ? line : list;
  }) + '\n';

const union = (names: readonly string[]): string =>
  names.map((name) => `'${name.replaceAll(/['\\]/g, String.raw`\$&`)}'`).join(' | ') || 'never';

const key = (name: string): string => (/^[A-Za-z]\w*$/.test(name) ? name : `'${name}'`);

/** The types that the compiler checks programs against, one line for each content. */
function registered({ id, entry }: CompiledEmail): string {
  const variables = Object.entries(entry.variables).map(([name, kind]) => `${key(name)}: '${kind}'`);
  const types = [
    ...(entry.channel ? [`channel: '${entry.channel}'`] : []),
    `goal: ${union(entry.goal)}`,
    `links: ${union(Object.keys(entry.links))}`,
    `variables: {${variables.length > 0 ? ` ${variables.join('; ')} ` : ''}}`,
  ];
  return `      ${key(id)}: { ${types.join('; ')} };`;
}

interface Names {
  readonly programs: readonly string[];
  readonly teams: readonly string[];
  readonly reps: readonly string[];
  /** The text channels of the app. */
  readonly channels: readonly string[];
}

/** The generated files of an app's content: name → text. Equal contents and names give equal files. */
export function generatedFiles(contents: readonly CompiledEmail[], { channels, ...names }: Names): ReadonlyMap<string, string> {
  const compiled = Object.fromEntries(contents.map((content) => [content.id, content.compiled]));
  return new Map([
    [
      'content.gen.ts',
      [
        '// Made by `trellis content` from the emails, the programs and the staff. Change those, not this file.',
        "import type {} from 'trellis';",
        '',
        "declare module 'trellis' {",
        '  interface Register {',
        '    contents: {',
        ...contents.map(registered),
        '    };',
        ...(channels.length > 0
          ? [`    channels: { ${channels.map((channel) => `${key(channel)}: unknown`).join('; ')} };`]
          : []),
        ...Object.entries(names).flatMap(([kind, all]) => (all.length > 0 ? [`    ${kind}: ${union(all)};`] : [])),
        '  }',
        '}',
        '',
      ].join('\n'),
    ],
    ['content.gen.json', formattedJson(compiled)],
  ]);
}
