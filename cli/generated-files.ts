import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { CliError } from './cli-error.ts';

interface Generated {
  /** The folder that the paths are relative to. */
  readonly root: string;
  /** The texts, by path relative to the root. */
  readonly files: ReadonlyMap<string, string>;
  readonly check: boolean;
  /** The command that writes them. */
  readonly command: string;
}

/**
 * Writes the files that differ; with `check`, only reports them.
 * @returns what it did, in a sentence
 * @throws CliError `outOfDate` with `check`, if files differ
 */
export async function writeGenerated({ root, files, check, command }: Generated): Promise<string> {
  const different: string[] = [];
  for (const [file, text] of files) {
    const current = await readFile(join(root, file), 'utf8').catch(() => undefined); // a file that is missing differs
    if (current !== text) different.push(file);
  }
  if (different.length === 0) return `${[...files.keys()].join(', ')}: up to date.`;
  if (check) {
    throw new CliError('outOfDate', `${different.join(', ')}: out of date. Run ${command}, and commit the result.`);
  }
  for (const file of different) {
    await mkdir(dirname(join(root, file)), { recursive: true });
    await writeFile(join(root, file), files.get(file)!);
  }
  return `Wrote ${different.join(', ')}.`;
}
