import { readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import type { Compiled } from './compiled-format.ts';
import { PictureChanged } from './errors.ts';
import { hostedName, isPictureType, pictureTypes } from './picture.ts';

interface LoadedPicture {
  readonly name: string;
  readonly type: string;
  readonly bytes: Buffer;
}

async function load(dir: string, name: string, path: string): Promise<LoadedPicture> {
  const type = extname(name).slice(1);
  const bytes = await readFile(join(dir, path));
  if (!isPictureType(type) || hostedName(bytes, type) !== name) throw new PictureChanged(path);
  return { name, type: pictureTypes[type], bytes };
}

/**
 * Loads the pictures of compiled contents from the app's files.
 * @param dir the content folder
 * @param isThere whether a picture with a name exists already and need not be loaded
 * @throws PictureChanged when a file isn't the compiled one
 */
export async function loadPictures(
  compiled: Compiled,
  dir: string,
  isThere: (name: string) => boolean = () => false,
): Promise<LoadedPicture[]> {
  const all = new Map(Object.values(compiled).flatMap(({ pictures }) => Object.entries(pictures)));
  return await Promise.all([...all].filter(([name]) => !isThere(name)).map(([name, path]) => load(dir, name, path)));
}
