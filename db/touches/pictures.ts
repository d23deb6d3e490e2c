import type { Db } from '../database.ts';

/** A hosted picture of an email. */
export interface Picture {
  /** The hash of its bytes, with the file extension of its type. */
  readonly name: string;
  /** For example `image/png`. */
  readonly type: string;
  readonly bytes: Buffer;
}

/** Saves pictures permanently; existing ones are not changed. */
export async function savePictures(db: Db, pictures: readonly Picture[]): Promise<void> {
  for (const picture of pictures)
    await db
      .insertInto('pictures')
      .values(picture)
      .onConflict((conflict) => conflict.doNothing())
      .execute();
}

/** Those of the names for which a picture is saved. */
export async function savedPictures(db: Db, names: readonly string[]): Promise<ReadonlySet<string>> {
  const rows = names.length === 0 ? [] : await db.selectFrom('pictures').select('name').where('name', 'in', names).execute();
  return new Set(rows.map(({ name }) => name));
}

export const pictureNamed = async (db: Db, name: string): Promise<Picture | undefined> =>
  await db.selectFrom('pictures').selectAll().where('name', '=', name).executeTakeFirst();
