import type { Disposition } from '../domain/dispositions.ts';
import type { Instant } from '../domain/clock.ts';
import type { Db } from './database.ts';

export interface Reported {
  readonly id: string;
  readonly taskId: string;
  readonly repId: string;
  readonly disposition: Disposition;
  readonly at: Instant;
}

export interface DispositionRow {
  /** What the rep wrote. */
  readonly details: unknown;
  /** What was answered when it was applied; null before. */
  readonly answer: string | null;
  readonly applied: boolean;
}

/** A rep's report, locked until the transaction ends; made, without details, when the API has not kept it. */
export async function lockDisposition(trx: Db, { id, taskId, repId, disposition, at }: Reported): Promise<DispositionRow> {
  const row = await trx
    .insertInto('dispositions')
    .values({ id, taskId, repId, disposition, details: '{}', state: 'submitted', at: new Date(at) })
    .onConflict((conflict) => conflict.column('id').doUpdateSet((eb) => ({ id: eb.ref('excluded.id') })))
    .returning(['details', 'answer', 'state'])
    .executeTakeFirstOrThrow();
  return { details: row.details, answer: row.answer, applied: row.state === 'applied' };
}

export const dispositionApplied = (trx: Db, id: string, answer: string): Promise<unknown> =>
  trx.updateTable('dispositions').set({ state: 'applied', answer }).where('id', '=', id).execute();
