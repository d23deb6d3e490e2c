import type { Instant } from '../../domain/time/clock.ts';
import type { Db } from '../database.ts';

/** A person knows of a fault that can't be undone, and says why it is acceptable. */
export interface Acknowledgement {
  /** The kind, and the id of what was found. */
  readonly fault: string;
  readonly id: string;
  readonly reason: string;
  readonly by: string;
  readonly at: Instant;
}

/** All acknowledgements, oldest first. */
export async function acknowledgedFaults(db: Db): Promise<readonly Acknowledgement[]> {
  const rows = await db.selectFrom('acknowledgedFaults').selectAll().orderBy('at').orderBy('id').execute();
  return rows.map(({ at, ...row }) => ({ ...row, at: at.getTime() }));
}

/** Saves acknowledgements. An earlier one, with its reason, takes precedence. */
export async function saveAcknowledged(db: Db, rows: readonly Acknowledgement[]): Promise<void> {
  const values = rows.map(({ at, ...row }) => ({ ...row, at: new Date(at) }));
  await db
    .insertInto('acknowledgedFaults')
    .values(values)
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}
