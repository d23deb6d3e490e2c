import { fileURLToPath } from 'node:url';
import type { Compiled } from '../content/compiled-format.ts';
import { compiled as shipped } from '../content/compiled.ts';
import { loadPictures } from '../content/load-pictures.ts';
import type { Db } from '../db/database.ts';
import { savedPictures, savePictures } from '../db/touches/pictures.ts';

const ours = { compiled: shipped, dir: fileURLToPath(new URL('../content', import.meta.url)) };

/**
 * Saves the pictures of compiled emails where the API finds them, before the first mail with them goes out.
 * @throws PictureChanged
 */
export const hostPictures = async (db: Db, { compiled, dir }: { compiled: Compiled; dir: string } = ours): Promise<void> => {
  const names = Object.values(compiled).flatMap(({ pictures }) => Object.keys(pictures));
  const saved = await savedPictures(db, names);
  await savePictures(db, await loadPictures(compiled, dir, (name) => saved.has(name)));
};
