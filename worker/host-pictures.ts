import type { App } from '../config/app.ts';
import { loadPictures } from '../content/load-pictures.ts';
import type { Db } from '../db/database.ts';
import { savedPictures, savePictures } from '../db/touches/pictures.ts';

/**
 * Saves the pictures of compiled emails in Postgres, so that the API can serve them before the first email goes out.
 * @throws PictureChanged
 */
export async function hostPictures(db: Db, { content, dir }: Pick<App, 'content' | 'dir'>): Promise<void> {
  const names = Object.values(content).flatMap(({ pictures }) => Object.keys(pictures));
  const saved = await savedPictures(db, names);
  await savePictures(db, await loadPictures(content, dir, (name) => saved.has(name)));
}
