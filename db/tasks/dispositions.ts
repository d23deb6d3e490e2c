import type { Instant } from '../../domain/time/clock.ts';
import type { Disposition } from '../../domain/sales/dispositions.ts';
import type { Trx } from '../database.ts';

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
  /** What followed when it was settled; null before. */
  readonly result: unknown;
}

/** A rep's report, locked until the transaction ends; made, without details, when the API has not kept it. */
export const lockDisposition = (trx: Trx, { id, taskId, repId, disposition, at }: Reported): Promise<DispositionRow> =>
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
  /** What the rep is told: the disposition, or the code of the reason. */
  readonly answer: string;
  readonly result: unknown;
}

/** Settles a report, with what followed from it: who applies it again gets the same. */
export const settleDisposition = (trx: Trx, id: string, { state, answer, result }: Settled): Promise<unknown> =>
  trx
    .updateTable('dispositions')
    .set({ state, answer, result: JSON.stringify(result) })
    .where('id', '=', id)
    .execute();
