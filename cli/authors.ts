import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Command } from 'commander';
import { chapterOf, type Chapter } from './authors/chapters.ts';
import { examplesOf } from './authors/examples.ts';
import { pageOf } from './authors/page.ts';
import { CliError } from './cli-error.ts';
import { parseSource } from './draw/source.ts';
import { writeGenerated } from './generated-files.ts';
import { run } from './run.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const read = async (file: string) => parseSource(file, await readFile(join(root, file), 'utf8'));

/** The command that writes the reference for authors of programs: `npm run authors`. */
const authors = new Command('authors')
  .description('Writes docs/authors.md from docstrings, and copies their examples into a file that the compiler checks.')
  .option('--check', 'write nothing; fail when the files do not match the docstrings')
  .action(async ({ check = false }: { check?: boolean }) => {
    const chapters = [
      await chapterOf(read, '`trellis`', {
        door: 'workflows/index.ts',
        also: ['Touch', 'Deadline', 'Reaction', 'LeadAnswer'].map((name) => ({ file: 'workflows/touch.ts', name })),
      }),
      await chapterOf(read, '`trellis/config`', {
        door: 'config/index.ts',
        only: ['defineTrellis', 'Sender', 'step', 'LeadRecord'],
      }),
      await chapterOf(read, '`trellis/channels`', { door: 'channels/index.ts', only: ['sms', 'SmsOptions', 'TextChannel'] }),
      await chapterOf(read, '`trellis/testing`', {
        door: 'testing/index.ts',
        only: ['beginStory', 'StoryOptions', 'Story', 'World', 'Person'],
      }),
    ];
    mustHaveDocstrings(chapters);
    const files = new Map([
      ['docs/authors.md', pageOf(chapters)],
      ['test/authors.gen.ts', examplesOf(chapters)],
    ]);
    console.log(await writeGenerated({ root, files, check, command: 'npm run authors' }));
  });

/** @throws CliError that names each function and each member of a class that has no docstring, or no example */
function mustHaveDocstrings(chapters: readonly Chapter[]): void {
  const lacking = chapters.flatMap(({ entries }) =>
    entries
      .flatMap((entry) => [entry, ...entry.members])
      .filter(({ kind, text, examples }) => kind !== 'type' && (text === '' || (kind !== 'class' && examples.length === 0)))
      .map(({ name }) => name),
  );
  if (lacking.length > 0)
    throw new CliError(
      'badArgument',
      `${lacking.join(', ')}: write a docstring with an @example; docs/authors.md is made from it.`,
    );
}

await run(authors);
