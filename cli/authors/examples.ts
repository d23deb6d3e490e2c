import type { Chapter } from './chapters.ts';
import type { Entry } from './entry.ts';

const HEAD = `// Made by \`npm run authors\` from the examples in docstrings, so that the compiler checks them. Change the docstrings, not this file.
import { definePolicy, ended, lifecycle, program, pursue, qualify, rest, type Lead } from 'trellis';
import { defineTrellis } from 'trellis/config';
`;

/** The examples, as TypeScript. One that exports something stands by itself; any other is what a track does with its lead. */
export const examplesOf = (chapters: readonly Chapter[]): string => {
  const all = chapters.flatMap(({ entries }) => entries.flatMap((entry) => [entry, ...entry.members]));
  return [HEAD, ...all.flatMap(exampleOf)].join('\n');
};

const exampleOf = ({ name, examples }: Entry): string[] =>
  examples.map((example, n) =>
    example.startsWith('export ')
      ? `${example}\n`
      : `export const ${name}${n || ''}Example = async (lead: Lead) => {\n${example.replaceAll(/^/gm, '  ')}\n};\n`,
  );
