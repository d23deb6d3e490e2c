import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Policy } from '../domain/policy/policy.ts';
import type { TextChannel } from '../domain/contact/text-channel.ts';
import { compileEmails, type CompiledEmail } from './compile/compile-emails.ts';
import { compileTexts } from './compile/compile-texts.ts';
import { findTwice } from './compile/find-twice.ts';
import { generatedFiles } from './compile/generated-files.ts';
import { formatProblem, type ContentProblem } from './compile/problem.ts';
import { readSources } from './compile/read-sources.ts';
import { readStaff } from './compile/read-staff.ts';

/** The result of compiling the emails and texts. */
export interface ContentReport {
  readonly ok: boolean;
  readonly contents: number;
  /** Including persona versions. */
  readonly versions: number;
  readonly largest: { readonly id: string; readonly bytes: number } | undefined;
  readonly problems: readonly ContentProblem[];
  /** The generated files that were written, relative to the folder. */
  readonly written: readonly string[];
  /** The generated files that are out of date; empty unless checking. */
  readonly stale: readonly string[];
}

interface Build {
  readonly dir: string;
  /** Its engagements, pages and personas are the ones that emails may name. */
  readonly policy: Policy;
  /** The names of the app's programs. */
  readonly programs?: readonly string[];
  /** The tracks of the app's programs, one of which each email names. */
  readonly tracks: readonly string[];
  /** The app's text channels, whose contents are texts in the folders of their names. */
  readonly channels?: readonly TextChannel[];
  readonly check?: boolean;
}

const largestOf = (emails: readonly CompiledEmail[]): ContentReport['largest'] =>
  emails
    .flatMap(({ id, compiled }) => Object.values(compiled.versions).map(({ html }) => ({ id, bytes: Buffer.byteLength(html) })))
    .sort((a, b) => b.bytes - a.bytes)[0];

async function outOfDate(dir: string, files: ReadonlyMap<string, string>): Promise<string[]> {
  const stale: string[] = [];
  for (const [name, text] of files) {
    const current = await readFile(join(dir, name), 'utf8').catch(() => undefined); // a file that is missing is out of date
    if (current !== text) stale.push(name);
  }
  return stale;
}

/**
 * Compiles the emails in `dir`/emails with the partials in `dir`/partials, and the texts of the channels; writes nothing.
 * @returns the contents without a problem, and the problems of the others
 */
export async function compileContent({ dir, policy, tracks, channels = [] }: Omit<Build, 'check' | 'programs'>) {
  const words = { ...policy, tracks };
  const { emails, problems: ofEmails } = await compileEmails(await readSources(dir, words));
  const texts = await Promise.all(channels.map((channel) => compileTexts(dir, channel, words)));
  const contents = [...emails, ...texts.flatMap(({ contents }) => contents)];
  const problems = [...ofEmails, ...texts.flatMap(({ problems }) => problems), ...findTwice(contents)];
  return { emails, contents, problems };
}

/**
 * Compiles the emails in `dir`/emails with the partials in `dir`/partials, and the texts of the channels, and writes `content.gen.ts` and `content.gen.json`.
 * It writes nothing while there is a problem, and leaves files alone that are up to date.
 * @param check only compare: write nothing, and report a generated file that differs as a problem
 */
export async function buildContent({ check = false, programs = [], ...sources }: Build): Promise<ContentReport> {
  const { dir, channels = [] } = sources;
  const { emails, contents, problems } = await compileContent(sources);
  const files = generatedFiles(contents, { ...(await readStaff(dir)), programs, channels: channels.map(({ id }) => id) });
  const different = problems.length === 0 ? await outOfDate(dir, files) : [];
  if (!check) await Promise.all(different.map((name) => writeFile(join(dir, name), files.get(name) ?? '')));
  const stale = check ? different : [];
  const staleProblems = stale.map((file) => ({
    file,
    what: 'is out of date.',
    fix: 'Run `trellis content` and commit what it writes.',
  }));
  return {
    ok: problems.length === 0 && stale.length === 0,
    contents: contents.length,
    versions: contents.reduce((sum, { compiled }) => sum + Object.keys(compiled.versions).length, 0),
    largest: largestOf(emails),
    problems: [...problems, ...staleProblems],
    written: check ? [] : different,
    stale,
  };
}

/** The report as text for a terminal. */
export function formatReport({ ok, contents, versions, largest, problems, written }: ContentReport): string {
  if (!ok)
    return [
      ...problems.map(formatProblem),
      `${problems.length} ${problems.length === 1 ? 'problem' : 'problems'} in the content.`,
    ].join('\n');
  const size = largest ? `; the largest is ${largest.id} with ${Math.ceil(largest.bytes / 1024)} KB` : '';
  const wrote = written.length > 0 ? `Wrote ${written.join(' and ')}.` : 'Everything was up to date.';
  return `${contents} contents in ${versions} versions${size}. ${wrote}`;
}
