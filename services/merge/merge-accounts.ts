import type { SaidOfCompany } from '../../domain/people/account-values.ts';
import { give } from '../../domain/people/given.ts';
import type { Instant } from '../../domain/time/clock.ts';
import { updateAccount } from '../../db/accounts/write-accounts.ts';
import { tellAgain } from '../../db/campaigns/brakes.ts';
import type { AccountKind } from '../../db/columns.ts';
import { copyClosings } from '../../db/contact/copy-permissions.ts';
import type { Trx } from '../../db/database.ts';
import { imageOfAccounts, lockAccounts, recordForPeople, rowsOfAccount } from '../../db/undo/merged-accounts.ts';
import { saveMerge } from '../../db/undo/merges.ts';
import { moveRows, type MovedRows } from '../../db/undo/moved-rows.ts';
import { changesBetween } from '../../db/undo/row-changes.ts';
import { columnsFrom } from '../accounts/save-accounts.ts';
import type { MergeDeps } from './merge-leads.ts';
import { tellPeople } from './tell-people.ts';

interface Merging {
  readonly keptId: string;
  readonly droppedId: string;
  readonly at: Instant;
  /** The name of the key. */
  readonly by: string;
}

/** Why two accounts can't be merged. */
export type AccountFault = 'same' | 'mergedBefore';

type Account = Awaited<ReturnType<typeof lockAccounts>>[number];

/**
 * Makes two companies one. People, tasks, deals and holds of the dropped one go over; what is closed for either is closed for all; its
 * domain leads to the kept one from now on.
 */
export async function mergeAccounts(
  trx: Trx,
  { policy, newId }: MergeDeps,
  { keptId, droppedId, at, by }: Merging,
): Promise<{ readonly moved: readonly MovedRows[] } | AccountFault> {
  if (keptId === droppedId) return 'same';
  const pair = await lockAccounts(trx, [keptId, droppedId]);
  const [kept, dropped] = [keptId, droppedId].map((id) => pair.find((one) => one.id === id)!) as [Account, Account];
  if (kept.duplicateOf ?? dropped.duplicateOf) return 'mergedBefore';
  const moved = await moveRows(trx, rowsOfAccount, { from: droppedId, to: keptId });
  const before = await imageOfAccounts(trx, keptId, droppedId);
  await updateAccount(trx, keptId, joined(kept, dropped));
  await updateAccount(trx, droppedId, { duplicateOf: keptId });
  await copyClosings(trx, { from: droppedId, to: keptId, newId });
  const changes = changesBetween(before, await imageOfAccounts(trx, keptId, droppedId));
  await saveMerge(trx, { id: newId(), kind: 'accounts', keptId, droppedId, at, by, undo: { moved, changes } });
  await recordForPeople(trx, [keptId], { kind: 'accountsMerged', data: { kept: kept.name, dropped: dropped.name }, at, by });
  await tellAgain(trx, { accountId: keptId });
  await tellPeople(trx, { policy, newId, at }, [keptId], { because: 'merged' });
  return { moved };
}

/** The one whom we may contact least comes first. */
const strictest: readonly AccountKind[] = ['competitor', 'partner', 'customer', 'prospect'];

const hasName = ({ name, domain }: Account): boolean => name !== domain;

/** What the kept account is known by: its own name and owner, if it has them; of the rest, the better source wins. */
function joined(kept: Account, dropped: Account) {
  const keepsName = hasName(kept) || !hasName(dropped);
  const given = [...kept.given, ...(keepsName ? dropped.given.map(nameless) : dropped.given)]
    .toSorted((a, b) => a.at - b.at)
    .reduce<readonly SaidOfCompany[]>(give, []);
  const said = columnsFrom(given);
  return {
    given: JSON.stringify(given),
    name: keepsName ? kept.name : dropped.name,
    kind: strictest.find((kind) => kind === kept.kind || kind === dropped.kind)!,
    ownerId: kept.ownerId ?? dropped.ownerId,
    size: said.size ?? kept.size ?? dropped.size,
    industry: said.industry ?? kept.industry ?? dropped.industry,
    region: said.region ?? kept.region ?? dropped.region,
  };
}

const nameless = (said: SaidOfCompany): SaidOfCompany => ({ ...said, values: { ...said.values, name: undefined } });
