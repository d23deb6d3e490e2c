import type { Instant } from '../../domain/time/clock.ts';
import type { Disposition } from '../../domain/sales/dispositions.ts';
import type { DispositionState } from '../columns.ts';
import type { Db } from '../database.ts';

/** What a rep reported, as it is kept: the facts and what they wrote. */
export interface StoredReport {
  readonly id: string;
  readonly taskId: string;
  readonly repId: string;
  readonly disposition: Disposition;
  readonly details: unknown;
  readonly state: DispositionState;
  readonly answer: string | null;
  readonly at: Instant;
}

type NewReport = Omit<StoredReport, 'state' | 'answer'>;

/** The report that stands under an id, if there is one. */
export async function reportById(db: Db, id: string): Promise<StoredReport | undefined> {
  const row = await db.selectFrom('dispositions').selectAll().where('id', '=', id).executeTakeFirst();
  return row && { ...row, at: row.at.getTime() };
}

/** Keeps a report before the lead hears of it. @returns the one that stands under its id, which may be an earlier one */
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

/** What became of a report. One that was applied stays so. @returns what is kept */
export async function settleReport(
  db: Db,
  id: string,
  state: DispositionState,
  answer: string | null = null,
): Promise<Pick<StoredReport, 'state' | 'answer'> | undefined> {
  await db
    .updateTable('dispositions')
    .set({ state, ...(answer !== null && { answer }) })
    .where('id', '=', id)
    .where('state', '<>', 'applied')
    .execute();
  return await db.selectFrom('dispositions').select(['state', 'answer']).where('id', '=', id).executeTakeFirst();
}
