import type { Instant } from '../../domain/time/clock.ts';
import type { Db } from '../database.ts';

/** Somebody knows of a fault that can't be undone, and says why it may stand. */
export interface Acknowledgement {
  /** The kind, and the id of the one that was found. */
  readonly fault: string;
  readonly id: string;
  readonly reason: string;
  readonly by: string;
  readonly at: Instant;
}

/** Everything that was acknowledged, the oldest first. */
export async function acknowledgedFaults(db: Db): Promise<readonly Acknowledgement[]> {
  const rows = await db.selectFrom('acknowledgedFaults').selectAll().orderBy('at').orderBy('id').execute();
  return rows.map(({ at, ...row }) => ({ ...row, at: at.getTime() }));
}

/** Saves it. Who was first, and their reason, stand. */
export async function saveAcknowledged(db: Db, rows: readonly Acknowledgement[]): Promise<void> {
  const values = rows.map(({ at, ...row }) => ({ ...row, at: new Date(at) }));
  await db
    .insertInto('acknowledgedFaults')
    .values(values)
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}
