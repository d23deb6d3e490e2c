import type { Instant } from '../../domain/time/clock.ts';
import type { Db, Trx } from '../database.ts';

export interface Absence {
  readonly id: string;
  readonly repId: string;
  readonly from: Instant;
  /** When they return. */
  readonly to: Instant;
  /** Who takes over urgent work; without one, routing chooses. */
  readonly coverId?: string;
}

/** Saves an absence of a rep; repeating the id changes its dates. */
export async function upsertAbsence(db: Db, { id, repId, from, to, coverId }: Absence): Promise<void> {
  const values = { repId, startsAt: new Date(from), endsAt: new Date(to), coverId: coverId ?? null };
  await db
    .insertInto('absences')
    .values({ id, ...values })
    .onConflict((conflict) => conflict.column('id').doUpdateSet(values))
    .execute();
}

/** Replaces a rep's current and future absences; past absences remain. */
export async function replaceAbsences(trx: Trx, repId: string, absences: readonly Absence[], at: Instant): Promise<void> {
  await trx.deleteFrom('absences').where('repId', '=', repId).where('endsAt', '>', new Date(at)).execute();
  for (const absence of absences) await upsertAbsence(trx, absence);
}

/** Ends a rep's current absence; future ones remain. @returns whether they were away */
export async function endAbsence(trx: Trx, repId: string, at: Instant): Promise<boolean> {
  const now = new Date(at);
  const [begun] = await trx.deleteFrom('absences').where('repId', '=', repId).where('startsAt', '=', now).execute();
  const [ended] = await trx
    .updateTable('absences')
    .set({ endsAt: now })
    .where('repId', '=', repId)
    .where('startsAt', '<', now)
    .where('endsAt', '>', now)
    .execute();
  return (begun?.numDeletedRows ?? 0n) + (ended?.numUpdatedRows ?? 0n) > 0n;
}

/** Removes a rep's next absence that has not begun. @returns when it would have begun; undefined if there is none */
export async function cancelAbsence(trx: Trx, repId: string, at: Instant): Promise<Date | undefined> {
  const next = trx.selectFrom('absences').select('id').where('repId', '=', repId).where('startsAt', '>', new Date(at));
  const cancelled = await trx
    .deleteFrom('absences')
    .where('id', '=', next.orderBy('startsAt').limit(1))
    .returning('startsAt')
    .executeTakeFirst();
  return cancelled?.startsAt;
}
