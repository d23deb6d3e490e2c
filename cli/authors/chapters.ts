import { posix } from 'node:path';
import { parseSync } from 'oxc-parser';
import type { Source } from '../draw/source.ts';
import { entryOf, type Entry } from './entry.ts';

/** What an author imports under one name. */
export interface Chapter {
  readonly from: string;
  readonly entries: readonly Entry[];
}

/** Reads a file of the repository, by its path from the root. */
export type Read = (file: string) => Promise<Source>;

interface Contents {
  /** The file that authors import. */
  readonly door: string;
  /** Of its exports, what authors need; all, unless it is given. */
  readonly only?: readonly string[];
  /** What they get without importing it. */
  readonly also?: readonly Mention[];
}

/** What a file exports, and the interfaces that an author reads of. */
export async function chapterOf(read: Read, from: string, { door, only, also = [] }: Contents): Promise<Chapter> {
  const exported = exportsOf(await read(door)).filter(({ name }) => !only || only.includes(name));
  const entries: Entry[] = [];
  const seen = new Set<string>();
  const waiting = [...exported, ...also];
  for (const mention of waiting) {
    if (seen.has(mention.name)) continue;
    seen.add(mention.name);
    const source = await read(mention.file);
    const entry = entryOf(source, mention.name);
    entries.push(entry);
    waiting.push(...mentionsOf(source, entry));
  }
  return { from, entries: kinds.flatMap((wanted) => entries.filter(({ kind }) => kind === wanted)) };
}

/** What does something comes before what it is about. */
const kinds: readonly Entry['kind'][] = ['function', 'class', 'type'];

interface Mention {
  readonly file: string;
  readonly name: string;
}

/** What a file exports from others, in its order. */
function exportsOf({ file, text }: Source): Mention[] {
  return parseSync(file, text).module.staticExports.flatMap(({ entries }) =>
    entries.flatMap(({ moduleRequest, exportName: { name } }) =>
      moduleRequest && name ? [{ file: posix.join(posix.dirname(file), moduleRequest.value), name }] : [],
    ),
  );
}

/** The interfaces that a reader needs besides: the options of a function are in its file, the parts of the policy in files of their own. */
function mentionsOf({ file, program }: Source, { kind, signature }: Entry): Mention[] {
  if (kind === 'class') return [];
  const names = new Set(signature.match(/\b[A-Z]\w+\b/g));
  return program.body.flatMap((statement): Mention[] => {
    const declared = statement.type === 'ExportNamedDeclaration' ? statement.declaration : statement;
    if (declared?.type === 'TSInterfaceDeclaration' && names.has(declared.id.name)) return [{ file, name: declared.id.name }];
    if (statement.type !== 'ImportDeclaration' || !file.startsWith('domain/policy/')) return [];
    const from = posix.join(posix.dirname(file), statement.source.value);
    return statement.specifiers.flatMap(({ local: { name } }) => (names.has(name) ? [{ file: from, name }] : []));
  });
}
