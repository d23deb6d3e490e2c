import type { Expression } from '../../domain/audience/expression.ts';
import type { Instant } from '../../domain/time/clock.ts';
import type { Db } from '../database.ts';

export interface Segment {
  readonly name: string;
  readonly audience: Expression;
  readonly savedBy: string;
  readonly savedAt: Date;
}

/** All segments, by their names. */
export const listSegments = (db: Db): Promise<Segment[]> =>
  db.selectFrom('segments').select(['name', 'audience', 'savedBy', 'savedAt']).orderBy('name').execute();

/** Saves an audience with a name, in place of the one that had it. */
export async function saveSegment(
  db: Db,
  { name, audience, savedBy, savedAt }: Omit<Segment, 'savedAt'> & { readonly savedAt: Instant },
): Promise<void> {
  const saved = { audience: JSON.stringify(audience), savedBy, savedAt: new Date(savedAt) };
  await db
    .insertInto('segments')
    .values({ name, ...saved })
    .onConflict((conflict) => conflict.column('name').doUpdateSet(saved))
    .execute();
}

/** @returns whether there was one */
export async function removeSegment(db: Db, name: string): Promise<boolean> {
  const { numDeletedRows } = await db.deleteFrom('segments').where('name', '=', name).executeTakeFirst();
  return numDeletedRows > 0n;
}
