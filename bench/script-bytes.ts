import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

const dist = join(import.meta.dirname, '../console/dist');

interface Chunk {
  readonly file: string;
  readonly imports?: readonly string[];
}

/** Bytes of compressed script that a browser loads when a page of the built console is the first that it opens. */
export async function scriptBytes(): Promise<Readonly<Record<string, number>>> {
  const chunks = JSON.parse(await readFile(join(dist, 'manifest.json'), 'utf8')) as Readonly<Record<string, Chunk>>;
  const pages = Object.keys(chunks).filter((name) => /^pages\/[^/]+\/page\.tsx$/.test(name));
  const sizes = pages.map(async (page) => {
    const files = needed(chunks, ['index.html', page]);
    const compressed = await Promise.all(files.map(async (file) => (await readFile(join(dist, `${file}.gz`))).length));
    return [page.split('/')[1]!, compressed.reduce((sum, bytes) => sum + bytes, 0)] as const;
  });
  return Object.fromEntries(await Promise.all(sizes));
}

/** The files of chunks, and of all that they import. */
function needed(chunks: Readonly<Record<string, Chunk>>, names: readonly string[]): readonly string[] {
  const found = new Set<string>();
  const add = (name: string) => {
    if (found.has(name)) return;
    found.add(name);
    chunks[name]?.imports?.forEach(add);
  };
  names.forEach(add);
  return [...found].map((name) => chunks[name]!.file);
}
