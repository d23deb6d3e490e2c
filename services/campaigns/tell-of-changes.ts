import type { Instant } from '../../domain/time/clock.ts';
import type { Db, Trx } from '../../db/database.ts';
import { leadsToTell, markTold, takeUnfinished } from '../../db/campaigns/input-changes.ts';
import { enqueue } from '../../db/system/outbox.ts';

const PAGE = 1_000;

/**
 * Tells the next leads of a changed input or knob, through the outbox: a page in each transaction, so that a change may concern
 * thousands. A lead that was told of a later change ignores an earlier one.
 * @returns how many pages it told: call again until it is 0
 */
export const tellOfChanges = async (db: Db, newId: () => string, at: Instant, most = PAGE): Promise<number> =>
  await db.transaction().execute((trx) => tellPage(trx, newId, at, most));

async function tellPage(trx: Trx, newId: () => string, at: Instant, most: number): Promise<number> {
  const change = await takeUnfinished(trx);
  if (!change) return 0;
  const { id, version, latest, values, campaignId, toldUpTo } = change;
  // A later change tells everybody, with the values of both.
  const isSuperseded = latest > version;
  const leads = isSuperseded ? [] : await leadsToTell(trx, change, { after: toldUpTo, most });
  const payload = { id, of: campaignId === null ? 'knobs' : 'input', version: latest, values } as const;
  const message = { type: 'signal', name: 'inputChanged', payload } as const;
  await enqueue(
    trx,
    leads.map(({ leadId, lane }) => ({ id: newId(), leadId, message: { ...message, lane: lane ?? undefined }, at })),
  );
  await markTold(trx, id, { leads: leads.map(({ leadId }) => leadId), finishedAt: leads.length < most ? at : undefined });
  return 1;
}
