import type { Instant } from '../../domain/time/clock.ts';
import { copyClosings } from '../../db/contact/copy-permissions.ts';
import type { Trx } from '../../db/database.ts';
import { followPeople, lockAccounts, recordForPeople } from '../../db/undo/merged-accounts.ts';
import { latestMerge, markUndone } from '../../db/undo/merges.ts';
import { moveBack } from '../../db/undo/moved-rows.ts';
import { giveBackAll } from '../../db/undo/row-changes.ts';
import type { MergeDeps } from './merge-leads.ts';
import { tellPeople } from './tell-people.ts';

interface UnmergedAccounts {
  readonly kept: string;
  readonly droppedId: string;
  readonly dropped: string;
  /** Columns that somebody has changed since the merge; they keep their later values. */
  readonly left: readonly string[];
}

/**
 * Undoes the latest merge into an account. People who were added since stay with the kept one, and what was closed since stays
 * closed for both.
 * @returns undefined if no merge into it is left to undo
 */
export async function unmergeAccounts(
  trx: Trx,
  { policy, newId }: MergeDeps,
  { keptId, at, by }: { readonly keptId: string; readonly at: Instant; readonly by: string },
): Promise<UnmergedAccounts | undefined> {
  const merge = await latestMerge(trx, 'accounts', keptId);
  if (!merge) return undefined;
  const { droppedId, undo } = merge;
  const between = { from: keptId, to: droppedId };
  await lockAccounts(trx, [keptId, droppedId]);
  const left = await giveBackAll(trx, undo.changes!);
  await moveBack(trx, undo.moved!, between);
  await followPeople(trx, between);
  await markUndone(trx, merge.id, at);
  await copyClosings(trx, { ...between, newId }, merge.at);
  const pair = await lockAccounts(trx, [keptId, droppedId]);
  const [kept, dropped] = [keptId, droppedId].map((id) => pair.find((one) => one.id === id)!.name) as [string, string];
  await recordForPeople(trx, [keptId, droppedId], { kind: 'accountsUnmerged', data: { kept, dropped }, at, by });
  await tellPeople(trx, { policy, newId, at }, [keptId, droppedId], { because: 'unmerged', lifted: true });
  return { kept, droppedId, dropped, left };
}
