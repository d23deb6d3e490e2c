import type { Instant } from '../../domain/time/clock.ts';
import type { Disposition } from '../../domain/sales/dispositions.ts';
import type { DispositionState } from '../columns.ts';
import type { Db, Trx } from '../database.ts';

/** A rep's report as saved: the facts and what they wrote. */
export interface StoredReport {
  readonly id: string;
  readonly taskId: string;
  readonly repId: string;
  readonly disposition: Disposition;
  /** The code of the reason that the rep chose; null if the disposition had none. */
  readonly reason: string | null;
  readonly details: unknown;
  readonly state: DispositionState;
  readonly answer: string | null;
  readonly at: Instant;
}

type NewReport = Omit<StoredReport, 'state' | 'answer'>;

/** The report with an id, if it exists. */
export async function reportById(db: Db, id: string): Promise<StoredReport | undefined> {
  const row = await db.selectFrom('dispositions').selectAll().where('id', '=', id).executeTakeFirst();
  return row && { ...row, at: row.at.getTime() };
}

/** Saves a report before the lead is told. @returns the report with its id, which may be an earlier one */
export async function submitReport(db: Db, report: NewReport): Promise<StoredReport> {
  await db
    .insertInto('dispositions')
    .values((eb) => ({
      ...report,
      repName: eb.selectFrom('reps').select('name').where('reps.id', '=', report.repId),
      details: JSON.stringify(report.details),
      at: new Date(report.at),
      state: 'submitted',
    }))
    .onConflict((conflict) => conflict.column('id').doNothing())
    .execute();
  return (await reportById(db, report.id))!;
}

/** Saves the result of a report. An applied report remains applied, or taken back. @returns what is saved */
export async function settleReport(
  db: Db,
  id: string,
  state: DispositionState,
  answer: string | null = null,
): Promise<Pick<StoredReport, 'state' | 'answer'> | undefined> {
  await db
    .updateTable('dispositions')
    .set({ state, answer: answer ?? undefined })
    .where('id', '=', id)
    .where('state', 'not in', ['applied', 'takenBack'])
    .execute();
  return await db.selectFrom('dispositions').select(['state', 'answer']).where('id', '=', id).executeTakeFirst();
}

interface LockedReport {
  /** What the rep wrote. */
  readonly details: unknown;
  /** What followed from it; null before it is settled. */
  readonly result: unknown;
}

/** A rep's report, locked until the transaction ends; created without details if the API has not saved it. */
export const lockReport = (
  trx: Trx,
  { id, taskId, repId, disposition, at }: Omit<NewReport, 'reason' | 'details'>,
): Promise<LockedReport> =>
  trx
    .insertInto('dispositions')
    .values((eb) => ({
      id,
      taskId,
      repId,
      repName: eb.selectFrom('reps').select('name').where('reps.id', '=', repId),
      disposition,
      details: '{}',
      state: 'submitted',
      at: new Date(at),
    }))
    .onConflict((conflict) => conflict.column('id').doUpdateSet((eb) => ({ id: eb.ref('excluded.id') })))
    .returning(['details', 'result'])
    .executeTakeFirstOrThrow();

interface Settled {
  readonly state: 'applied' | 'rejected';
  /** The answer to the rep: the disposition, or the code of the reason. */
  readonly answer: string;
  readonly result: unknown;
}

/** Settles a report, with what followed from it, in the transaction of its outcome. Applying it again gives the same result. */
export const concludeReport = (trx: Trx, id: string, { state, answer, result }: Settled): Promise<unknown> =>
  trx
    .updateTable('dispositions')
    .set({ state, answer, result: JSON.stringify(result) })
    .where('id', '=', id)
    .execute();
