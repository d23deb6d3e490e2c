import type { Instant } from '../../domain/time/clock.ts';
import type { Db, Trx } from '../database.ts';

export interface Absence {
  readonly id: string;
  readonly repId: string;
  readonly from: Instant;
  /** They are back then. */
  readonly to: Instant;
  /** Who takes over what can't wait; without one, routing chooses. */
  readonly coverId?: string;
}

/** Says when a rep is away; the same id again changes the dates. */
export async function upsertAbsence(db: Db, { id, repId, from, to, coverId }: Absence): Promise<void> {
  const values = { repId, startsAt: new Date(from), endsAt: new Date(to), coverId: coverId ?? null };
  await db
    .insertInto('absences')
    .values({ id, ...values })
    .onConflict((conflict) => conflict.column('id').doUpdateSet(values))
    .execute();
}

/** Says when a rep is away from now on, in place of all that was said before; absences that have ended stay. */
export async function replaceAbsences(trx: Trx, repId: string, absences: readonly Absence[], at: Instant): Promise<void> {
  await trx.deleteFrom('absences').where('repId', '=', repId).where('endsAt', '>', new Date(at)).execute();
  for (const absence of absences) await upsertAbsence(trx, absence);
}

/** A rep is back: what they are away for now has ended; what lies ahead stays. @returns whether they were away */
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
