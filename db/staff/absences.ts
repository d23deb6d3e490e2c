import { sql } from 'kysely';
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

/** Saves an absence, unless the rep already has the same one. The caller must lock the team. @returns the id of the saved one */
export async function addAbsence(trx: Trx, absence: Absence): Promise<string> {
  const same = await trx
    .selectFrom('absences')
    .select('id')
    .where('repId', '=', absence.repId)
    .where('startsAt', '=', new Date(absence.from))
    .where('endsAt', '=', new Date(absence.to))
    .where('coverId', 'is not distinct from', absence.coverId ?? null)
    .executeTakeFirst();
  if (same) return same.id;
  await upsertAbsence(trx, absence);
  return absence.id;
}

/** Replaces a rep's current and future absences; past absences remain. */
export async function replaceAbsences(trx: Trx, repId: string, absences: readonly Absence[], at: Instant): Promise<void> {
  await trx.deleteFrom('absences').where('repId', '=', repId).where('endsAt', '>', new Date(at)).execute();
  for (const absence of absences) await upsertAbsence(trx, absence);
}

/** Absences of a rep: all, or the one with the id. */
interface Which {
  readonly repId: string;
  readonly id?: string | undefined;
}

const among = ({ repId, id }: Which) => sql<boolean>`rep_id = ${repId} and id = coalesce(${id ?? null}, id)`;

/** Ends the current absences among these; future ones remain. @returns whether there was one */
export async function endAbsence(trx: Trx, which: Which, at: Instant): Promise<boolean> {
  const now = new Date(at);
  const [begun] = await trx.deleteFrom('absences').where(among(which)).where('startsAt', '=', now).execute();
  const [ended] = await trx
    .updateTable('absences')
    .set({ endsAt: now })
    .where(among(which))
    .where('startsAt', '<', now)
    .where('endsAt', '>', now)
    .execute();
  return (begun?.numDeletedRows ?? 0n) + (ended?.numUpdatedRows ?? 0n) > 0n;
}

/** Removes the next among these absences that has not begun. @returns when it would have begun; undefined if there is none */
export async function cancelAbsence(trx: Trx, which: Which, at: Instant): Promise<Date | undefined> {
  const next = trx.selectFrom('absences').select('id').where(among(which)).where('startsAt', '>', new Date(at));
  const cancelled = await trx
    .deleteFrom('absences')
    .where('id', '=', next.orderBy('startsAt').limit(1))
    .returning('startsAt')
    .executeTakeFirst();
  return cancelled?.startsAt;
}
