import type { Chapter } from './chapters.ts';
import type { Entry } from './entry.ts';

const HEAD = `// Made by \`npm run authors\` from the examples in docstrings, so that the compiler checks them. Change the docstrings, not this file.
import { after, before, days, definePolicy, deprecatePatch, done, ended, lifecycle, patched, program, pursue, qualify, rest, sideProgram, type Lead } from 'trellis';
import { defineTrellis, step } from 'trellis/config';
import { sms } from 'trellis/channels';
import { beginStory, type Person, type Story } from 'trellis/testing';
import { expect } from 'vitest';
`;

/**
 * The examples, as TypeScript. One that exports something is complete; any other is part of a track with its lead, or of a test
 * with its story.
 */
export function examplesOf(chapters: readonly Chapter[]): string {
  const all = chapters.flatMap(({ entries }) =>
    entries.flatMap((entry) => [entry, ...entry.members.map((member) => ({ ...member, name: `${entry.name}_${member.name}` }))]),
  );
  return [HEAD, ...all.flatMap(exampleOf)].join('\n');
}

const exampleOf = ({ name, examples }: Entry): string[] =>
  // What an app registers would hold for every file that is compiled with it.
  examples
    .filter((example) => !example.includes('declare module'))
    .map((example, n) =>
      example.startsWith('export ')
        ? `${example}\n`
        : `export async function ${name}${n || ''}_example(${givenTo(example)}) {\n${example.replaceAll(/^/gm, '  ')}\n}\n`,
    );

/** What an example mentions and does not make itself. */
const givenTo = (example: string): string =>
  Object.entries(given)
    .filter(([name]) => new RegExp(`\\b${name}\\.`).test(example) && !new RegExp(`\\b(?:const|using) ${name}\\b`).test(example))
    .map(([name, type]) => `${name}: ${type}`)
    .join(', ');

const given = { lead: 'Lead', story: 'Story', ann: 'Person' };
