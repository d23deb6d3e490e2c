import { posix } from 'node:path';
import { parseSync } from 'oxc-parser';
import type { Source } from '../draw/source.ts';
import { entryOf, type Entry } from './entry.ts';

/** What an author imports under one name. */
export interface Chapter {
  readonly from: string;
  readonly entries: readonly Entry[];
}

export type Read = (file: string) => Promise<Source>;

/** All that a file exports from others, and the types in it that an author reads of. `also` are names that no author imports. */
export async function chapterOf(read: Read, from: string, door: string, also: readonly Mention[] = []): Promise<Chapter> {
  const exported = exportsOf(await read(door));
  const entries: Entry[] = [];
  const seen = new Set<string>();
  for (const { file, name } of [...exported, ...also]) {
    const source = await read(file);
    for (const entry of [entryOf(source, name), ...(await mentioned(read, source, name))]) {
      if (!seen.has(entry.name)) entries.push(entry);
      seen.add(entry.name);
    }
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

/** The options of a function are an interface beside it; a part of the policy is a file of its own. */
async function mentioned(read: Read, source: Source, name: string): Promise<Entry[]> {
  const { signature, kind } = entryOf(source, name);
  if (kind === 'class') return [];
  const names = new Set(signature.match(/\b[A-Z]\w+\b/g));
  const found: Entry[] = [];
  for (const statement of source.program.body) {
    if (statement.type === 'TSInterfaceDeclaration' && names.has(statement.id.name))
      found.push(entryOf(source, statement.id.name));
    if (statement.type !== 'ImportDeclaration' || !statement.source.value.endsWith('-policy.ts')) continue;
    const part = await read(posix.join(posix.dirname(source.file), statement.source.value));
    for (const { local } of statement.specifiers) if (names.has(local.name)) found.push(entryOf(part, local.name));
  }
  return found;
}
