import type { ClockSpec, Instant } from '../../domain/time/clock.ts';
import { copySuppressions } from '../../db/contact/copy-permissions.ts';
import { recordEvents } from '../../db/leads/lead-events.ts';
import { leadById, type LeadRow } from '../../db/leads/leads.ts';
import { enqueueIfRunning } from '../../db/system/outbox.ts';
import { lockPair } from '../../db/undo/merged-leads.ts';
import { latestMerge, markUndone } from '../../db/undo/merges.ts';
import { moveBack } from '../../db/undo/moved-rows.ts';
import { giveBackAll } from '../../db/undo/row-changes.ts';
import type { Trx } from '../../db/database.ts';
import { putBack } from '../campaigns/put-back.ts';
import { tellContactability } from '../contact/tell-contactability.ts';
import { saveFits } from '../engagements/save-fits.ts';
import type { MergeDeps } from './merge-leads.ts';

export interface UnmergedLeads {
  readonly kept: LeadRow;
  readonly dropped: LeadRow;
  /** Columns that somebody has changed since the merge; they keep their later values. */
  readonly left: readonly string[];
  /** Whether programs of the lead that comes back go on. */
  readonly goesOn: boolean;
}

/**
 * Undoes the latest merge into a lead; both are as before. Everything that came in since stays with the kept lead, and what was
 * closed since stays closed for both.
 * @returns undefined if no merge into it is left, or the person was erased since
 */
export async function unmergeLeads(
  trx: Trx,
  { policy, newId }: MergeDeps,
  { keptId, at, by, clock }: { readonly keptId: string; readonly at: Instant; readonly by: string; readonly clock: ClockSpec },
): Promise<UnmergedLeads | undefined> {
  const merge = await latestMerge(trx, 'leads', keptId);
  if (!merge?.undo.moved) return undefined;
  const { droppedId, undo } = merge;
  await lockPair(trx, [keptId, droppedId]);
  const left = await giveBackAll(trx, undo.changes ?? []);
  await moveBack(trx, undo.moved!, { from: keptId, to: droppedId });
  await markUndone(trx, merge.id, at);
  await copySuppressions(trx, { from: keptId, to: droppedId, newId }, merge.at);
  await saveFits(trx, policy, { leads: [keptId, droppedId] }, at);
  const { places = [], stageAt = '' } = undo;
  for (const { wayBack, ...place } of places) {
    const back = { ...wayBack, state: { ...wayBack.state, isStopped: false } } as const;
    await putBack(trx, newId, { leadId: droppedId, ...place, stageAt, wayBack: back, at, clock });
  }
  for (const leadId of [keptId, droppedId])
    await tellContactability(trx, policy, newId, { leadId, at, because: 'unmerged', lifted: true });
  await enqueueIfRunning(trx, {
    id: newId(),
    leadId: keptId,
    at,
    message: { type: 'signal', name: 'factsChanged', payload: { id: newId(), at } },
  });
  const [kept, dropped] = [(await leadById(trx, keptId))!, (await leadById(trx, droppedId))!];
  await recordEvents(trx, [
    { leadId: keptId, at, by, kind: 'unmerged', data: { other: dropped.email } },
    { leadId: droppedId, at, by, kind: 'unmerged', data: { other: kept.email } },
  ]);
  return { kept, dropped, left, goesOn: places.length > 0 };
}
