import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import type { Persona } from '../../domain/people/persona.ts';
import type { Policy } from '../../domain/policy/policy.ts';
import { suggestion } from '../../domain/text/did-you-mean.ts';
import type { ContentProblem } from './problem.ts';

/** A file of the content folder. */
export interface SourceFile {
  /** The path relative to the content folder, for messages. */
  readonly file: string;
  readonly text: string;
}

/** An email file, split into front matter and body. */
export interface EmailSource extends SourceFile {
  readonly id: string;
  readonly persona: Persona | undefined;
  /** It is the second version of a test: `NAME.b.mjml`. */
  readonly isB: boolean;
  readonly frontMatter: string;
  readonly body: string;
  /** The line on which the body begins. */
  readonly bodyLine: number;
}

/** What of the app emails may name: words of its policy, and the tracks of its programs. */
export interface Words extends Pick<Policy, 'engagements' | 'pages' | 'personas' | 'fields'> {
  readonly tracks: readonly string[];
}

export interface Sources {
  readonly words: Words;
  readonly emails: readonly EmailSource[];
  readonly partials: ReadonlyMap<string, SourceFile>;
  /** The files in the folders `images` and `files`, by path: `images/team.png`. */
  readonly files: ReadonlyMap<string, Uint8Array>;
  readonly problems: readonly ContentProblem[];
}

const FRONT_MATTER = /^---[ \t]*\n(?:([\s\S]*?)\n)??---[ \t]*(?:\n|$)/;
const NAME = /^([a-z][a-z0-9-]*)(?:\.([a-z-]+))?\.(?:mjml|txt)$/;

/** Splits the file of an email, or of a text. */
export function parseSource({ file, text }: SourceFile, { personas }: Pick<Words, 'personas'>): EmailSource | ContentProblem {
  const isPersona = (word: string): word is Persona => Object.hasOwn(personas, word);
  const [, id, word] = NAME.exec(file.slice(file.lastIndexOf('/') + 1)) ?? [];
  if (id === undefined) {
    const ending = file.slice(file.lastIndexOf('.'));
    return {
      file,
      what: `isn't the name of ${ending === '.mjml' ? 'an email' : 'a text'}.`,
      fix: `Name it <id>${ending} or <id>.<persona>${ending}, in lower case with hyphens.`,
    };
  }
  const isB = word === 'b' && !isPersona(word) && file.endsWith('.mjml');
  const persona = isB ? undefined : word;
  if (persona !== undefined && !isPersona(persona)) {
    return { file, what: `"${persona}" isn't a persona.`, fix: suggestion(persona, Object.keys(personas)) };
  }
  const head = FRONT_MATTER.exec(text);
  if (!head)
    return { file, line: 1, what: 'has no front matter.', fix: 'Begin the file with a YAML block between two lines of ---.' };
  const body = text.slice(head[0].length);
  return { file, text, id, persona, isB, frontMatter: head[1] ?? '', body, bodyLine: head[0].split('\n').length };
}

const utf8 = new TextDecoder('utf-8', { fatal: true });

/** The text of a file, without a byte order mark, and with one kind of line ending. */
async function readText(path: string, file: string): Promise<SourceFile | ContentProblem> {
  const bytes = await readFile(path);
  try {
    return { file, text: utf8.decode(bytes).replaceAll(/\r\n?/g, '\n') };
  } catch {
    return { file, what: "isn't UTF-8.", fix: 'Save it as UTF-8, or letters with accents are lost.' };
  }
}

/** The files of a folder, all of which must have the ending. */
export async function readFolder(dir: string, folder: string, ending = '.mjml'): Promise<(SourceFile | ContentProblem)[]> {
  // Files that begin with a dot belong to the operating system.
  const names = (await readdir(join(dir, folder))).filter((name) => !name.startsWith('.')).sort();
  return Promise.all(
    names.map(async (name) => {
      const file = `${folder}/${name}`;
      if (name.endsWith(ending)) return await readText(join(dir, folder, name), file);
      const what = ending === '.mjml' ? 'is not an MJML file.' : 'is not a text file.';
      return { file, what, fix: `Trellis reads only ${folder}/<name>${ending}: rename the file, or move it away.` };
    }),
  );
}

/** Every file below a folder, which need not exist. */
async function readBytes(dir: string, folder: string): Promise<[path: string, bytes: Uint8Array][]> {
  const entries = existsSync(join(dir, folder)) ? await readdir(join(dir, folder), { recursive: true, withFileTypes: true }) : [];
  const paths = entries.filter((one) => one.isFile()).map((one) => join(one.parentPath, one.name));
  return Promise.all(paths.sort().map(async (path) => [relative(dir, path).replaceAll(sep, '/'), await readFile(path)]));
}

export const isProblem = (one: SourceFile | ContentProblem): one is ContentProblem => 'what' in one;

/** Reads all emails, partials, pictures and files, in alphabetical order, so that the result doesn't depend on the file system. */
export async function readSources(dir: string, words: Words): Promise<Sources> {
  const [emailFiles, partialFiles] = await Promise.all([readFolder(dir, 'emails'), readFolder(dir, 'partials')]);
  const files = await Promise.all([readBytes(dir, 'images'), readBytes(dir, 'files')]);
  const parsed = emailFiles.map((one) => (isProblem(one) ? one : parseSource(one, words)));
  return {
    words,
    emails: parsed.filter((one): one is EmailSource => 'id' in one),
    partials: new Map(
      partialFiles.flatMap((one) => (isProblem(one) ? [] : [[one.file.slice('partials/'.length, -'.mjml'.length), one]])),
    ),
    files: new Map(files.flat()),
    problems: [...parsed, ...partialFiles].filter(isProblem),
  };
}
