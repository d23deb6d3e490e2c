import { changesBetween as valuesBetween, type Change } from '../../domain/lead/change.ts';
import { funnelWay, type FunnelStage } from '../../domain/lead/funnel.ts';
import type { Instant } from '../../domain/time/clock.ts';
import { give } from '../../domain/people/given.ts';
import { leadFrom, type LeadValues, type SaidOfPerson } from '../../domain/people/lead-values.ts';
import { tellAgain } from '../../db/campaigns/brakes.ts';
import { placesOf } from '../../db/campaigns/reopen.ts';
import { recordEvents } from '../../db/leads/lead-events.ts';
import { updateLead, type LeadRow } from '../../db/leads/leads.ts';
import { enqueueInAllLanes, redirectActs } from '../../db/system/outbox.ts';
import { imageOfPair, lockPair, rowsOfLead } from '../../db/undo/merged-leads.ts';
import { saveMerge, wasMerged } from '../../db/undo/merges.ts';
import { moveRows, type MovedRows } from '../../db/undo/moved-rows.ts';
import { changesBetween } from '../../db/undo/row-changes.ts';
import type { Trx } from '../../db/database.ts';
import type { RecordPolicy } from '../engagements/act-meaning.ts';
import { rescoreChanged } from '../engagements/rescore.ts';
import { suppress } from '../contact/close-channel.ts';
import { tellContactability } from '../contact/tell-contactability.ts';
import { joinPermissions } from './join-permissions.ts';
import { joinScores } from './join-scores.ts';

interface Merging {
  readonly keptId: string;
  readonly droppedId: string;
  readonly at: Instant;
  /** The name of the key. */
  readonly by: string;
}

export interface MergeDeps {
  readonly policy: RecordPolicy;
  readonly newId: () => string;
}

/** Why two leads can't be merged. */
export type MergeFault = 'unknown' | 'same' | 'erased' | 'mergedBefore' | 'keepOther' | 'bothWithSales';

export interface MergedLeads {
  readonly kept: LeadRow;
  readonly dropped: LeadRow;
  readonly fields: readonly Change[];
  readonly moved: readonly MovedRows[];
}

/**
 * Makes two leads one. What was sent to the dropped one, what it did, its tasks, deals and notes go over; of consents and closed channels
 * the more restrictive hold; its program ends; its address leads to the kept lead from now on.
 */
export async function mergeLeads(trx: Trx, deps: MergeDeps, merging: Merging): Promise<MergedLeads | MergeFault> {
  const { policy, newId } = deps;
  const { keptId, droppedId, at, by } = merging;
  const pair = await lockPair(trx, [keptId, droppedId]);
  const [kept, dropped] = [keptId, droppedId].map((id) => pair.find((one) => one.id === id));
  if (!kept || !dropped) return 'unknown';
  const fault = faultOf(kept, dropped, (await wasMerged(trx, keptId)) || (await wasMerged(trx, droppedId)));
  if (fault) return fault;
  const places = await placesOf(trx, droppedId);
  const moved = await moveRows(trx, rowsOfLead, { from: droppedId, to: keptId });
  await redirectActs(trx, { from: droppedId, to: keptId });
  const before = await imageOfPair(trx, keptId, droppedId);
  await tellAgain(trx, { leadId: keptId });
  const fields = await joinValues(trx, kept, dropped);
  await updateLead(trx, droppedId, { duplicateOf: keptId });
  await joinPermissions(trx, policy, newId, merging);
  await suppress(trx, newId, { scope: 'lead', subject: droppedId }, { reason: 'duplicate', at, by });
  await joinScores(trx, policy, merging);
  await rescoreChanged(trx, { leads: [keptId] }, { policy, at, newId });
  const changes = changesBetween(before, await imageOfPair(trx, keptId, droppedId));
  const stageAt = String(before.find(({ key }) => key['id'] === droppedId)?.row['stage_at']);
  const undo = { moved, changes, places, stageAt };
  await saveMerge(trx, { id: newId(), kind: 'leads', keptId, droppedId, at, by, undo });
  await tellPrograms(trx, deps, merging);
  await recordEvents(trx, [
    { leadId: keptId, at, by, kind: 'merged', data: { other: dropped.email } },
    { leadId: droppedId, at, by, kind: 'mergedInto', data: { other: kept.email } },
  ]);
  return { kept, dropped, fields, moved };
}

type Locked = LeadRow & { readonly isWithSales: boolean };

function faultOf(kept: Locked, dropped: Locked, isMerged: boolean): MergeFault | undefined {
  if (kept.id === dropped.id) return 'same';
  if (kept.erasedAt ?? dropped.erasedAt) return 'erased';
  if (isMerged) return 'mergedBefore';
  if (kept.isWithSales && dropped.isWithSales) return 'bothWithSales';
  if (dropped.isWithSales || way(dropped.stage) > way(kept.stage)) return 'keepOther';
  return undefined;
}

/** How far a lead has come on the way to a purchase; 0 for one that has left it. */
const way = (stage: FunnelStage): number => Math.max(0, (funnelWay as readonly FunnelStage[]).indexOf(stage));

/** Saves what either of the two is known by: the better source wins, and the later one of two that are equal. */
async function joinValues(trx: Trx, kept: LeadRow, dropped: LeadRow): Promise<readonly Change[]> {
  const said = [...kept.given, ...dropped.given].toSorted((a, b) => a.at - b.at);
  const given = said.reduce<readonly SaidOfPerson[]>(give, []);
  const [was, is] = [leadFrom(kept.given, kept.zone), leadFrom(given, kept.zone)];
  const changed = (Object.keys(is) as (keyof LeadValues)[]).filter((field) => is[field] !== was[field]);
  const { fields, ...values } = Object.fromEntries(changed.map((field) => [field, is[field]])) as Partial<LeadValues>;
  await updateLead(trx, kept.id, {
    ...values,
    fields: fields && JSON.stringify(fields),
    given: JSON.stringify(given),
    accountId: kept.accountId ?? dropped.accountId,
    ownerId: kept.ownerId ?? dropped.ownerId,
    slower: Math.max(kept.slower, dropped.slower),
    otherTopic: kept.otherTopic || dropped.otherTopic,
  });
  return valuesBetween(was, is);
}

/** Ends the program of the dropped lead, and tells the program of the kept lead which channels may be used. */
async function tellPrograms(trx: Trx, { policy, newId }: MergeDeps, { keptId, droppedId, at }: Merging): Promise<void> {
  const stopped = { type: 'signal', name: 'campaignStopped', payload: { id: newId() } } as const;
  await enqueueInAllLanes(trx, { id: newId(), leadId: droppedId, at, message: stopped });
  await tellContactability(trx, policy, newId, { leadId: keptId, at, because: 'merged' });
}
