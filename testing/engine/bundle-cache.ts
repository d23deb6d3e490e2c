import { createHash, randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { sdk } from './sdk-runtime.ts';

/** The files in a bundle, and hashes of their content. */
interface Manifest {
  readonly files: Record<string, string>;
}

const hash = (text: string | Buffer) => createHash('sha256').update(text).digest('hex');

/** The bundled code; undefined if there is none, or one of its files has changed. */
export async function readCachedBundle(workflowsPath: string, key: string): Promise<string | undefined> {
  try {
    const { code, manifest } = places(workflowsPath, key);
    const { files } = JSON.parse(await readFile(manifest, 'utf8')) as Manifest;
    const same = await Promise.all(Object.entries(files).map(async ([file, then]) => hash(await readFile(file)) === then));
    return same.every(Boolean) ? await readFile(code, 'utf8') : undefined;
  } catch {
    return undefined;
  }
}

/** Saves a bundle; several test processes may do so at once. */
export async function writeCachedBundle(workflowsPath: string, key: string, code: string): Promise<void> {
  const at = places(workflowsPath, key);
  const files: Record<string, string> = {};
  for (const file of sourcesOf(code)) if (existsSync(file)) files[file] = hash(await readFile(file));
  await mkdir(dirname(at.code), { recursive: true });
  await writeWhole(at.code, code);
  await writeWhole(at.manifest, JSON.stringify({ files } satisfies Manifest));
}

async function writeWhole(path: string, text: string) {
  const draft = `${path}.${randomUUID()}`;
  await writeFile(draft, text);
  await rename(draft, path);
}

function places(workflowsPath: string, key: string) {
  const base = join(cacheFolder(dirname(workflowsPath)), hash(`${sdk.version}\n${key}`).slice(0, 16));
  return { code: `${base}.cjs`, manifest: `${base}.json` };
}

function cacheFolder(folder: string): string {
  const modules = join(folder, 'node_modules');
  if (existsSync(modules)) return join(modules, '.cache', 'trellis-bundles');
  const parent = dirname(folder);
  if (parent === folder) throw new Error(`no node_modules above ${folder}`);
  return cacheFolder(parent);
}

/** The files named in the bundle's source map. */
function sourcesOf(code: string): string[] {
  const encoded = /sourceMappingURL=data:application\/json;[^,]*base64,([A-Za-z0-9+/=]+)\s*$/.exec(code)?.[1] ?? '';
  const { sources } = JSON.parse(Buffer.from(encoded, 'base64').toString()) as { sources: string[] };
  return sources.filter((source) => source.startsWith('/') || /^[A-Za-z]:/.test(source));
}
