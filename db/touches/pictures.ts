import type { Db } from '../database.ts';

/** A picture of an email, as it is hosted. */
export interface Picture {
  /** The hash of its bytes, with the ending of its type. */
  readonly name: string;
  /** For example `image/png`. */
  readonly type: string;
  readonly bytes: Buffer;
}

/** Saves pictures for good; those that are there stay as they are. */
export const savePictures = async (db: Db, pictures: readonly Picture[]): Promise<void> => {
  for (const picture of pictures)
    await db
      .insertInto('pictures')
      .values(picture)
      .onConflict((conflict) => conflict.doNothing())
      .execute();
};

/** The names of the pictures that are saved, of some. */
export const savedPictures = async (db: Db, names: readonly string[]): Promise<ReadonlySet<string>> => {
  const rows = names.length === 0 ? [] : await db.selectFrom('pictures').select('name').where('name', 'in', names).execute();
  return new Set(rows.map(({ name }) => name));
};

export const pictureNamed = async (db: Db, name: string): Promise<Picture | undefined> =>
  await db.selectFrom('pictures').selectAll().where('name', '=', name).executeTakeFirst();
