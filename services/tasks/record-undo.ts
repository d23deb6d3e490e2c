import type { Trx } from '../../db/database.ts';
import { saveUndo, type ReportUndo } from '../../db/tasks/taken-back.ts';
import { placeOf } from '../../db/campaigns/reopen.ts';
import { changesBetween, imageOfInterest, imageOfLead } from '../../db/undo/row-changes.ts';

/** Applies a report, and saves what is needed to undo it: the former values of everything that it changes. */
export async function recordUndo<R>(
  trx: Trx,
  { id, leadId, wayBack }: { readonly id: string; readonly leadId: string } & Pick<ReportUndo, 'wayBack'>,
  apply: () => Promise<R>,
): Promise<R> {
  const before = await imageOfLead(trx, leadId);
  const interest = await imageOfInterest(trx, leadId);
  const place = await placeOf(trx, leadId);
  const stageAt = String(before.find(({ table }) => table === 'leads')?.row['stage_at']);
  const applied = await apply();
  const changes = changesBetween(before, await imageOfLead(trx, leadId, before));
  await saveUndo(trx, id, { changes, interest, stageAt, enrolmentId: place?.enrolmentId, wayBack: wayBack ?? place?.wayBack });
  return applied;
}
