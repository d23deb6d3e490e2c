import { brakes, type BrakeKind } from '../../domain/contact/brakes.ts';
import type { Instant } from '../../domain/time/clock.ts';
import { insertBrake, markTold, releaseBrakes, takeUntold, type BrakeScope, type NewBrake } from '../../db/campaigns/brakes.ts';
import { leadsHeldBack, leadsInPrograms } from '../../db/campaigns/braked-leads.ts';
import { markStopped } from '../../db/campaigns/campaigns.ts';
import type { Db, Trx } from '../../db/database.ts';
import { dropSingles, freeSingles } from '../../db/touches/singles.ts';
import { enqueue } from '../../db/system/outbox.ts';
import { tellLeads, type ContactPolicy } from '../contact/tell-contactability.ts';

/** Sets a brake. It holds from the commit on: a message that has not begun to leave by then does not leave. */
export async function setBrake(trx: Trx, brake: NewBrake): Promise<void> {
  const { kind, campaignId, accountId, leadId, at } = brake;
  await insertBrake(trx, brake);
  if (!brakes[kind].isFinal) return;
  await dropSingles(trx, { campaignId, accountId, leadId }, { reason: brakes[kind].because, at });
  if (campaignId !== undefined && accountId === undefined && leadId === undefined) await markStopped(trx, campaignId, at);
}

/** Releases the brakes of a scope. What waits for them continues; nothing goes out twice. @returns how many */
export async function releaseBrake(
  trx: Trx,
  scope: BrakeScope,
  { kinds, at, by }: { kinds: readonly BrakeKind[]; at: Instant; by: string },
): Promise<number> {
  const released = await releaseBrakes(trx, scope, { kinds, at, by });
  if (released > 0) for (const kind of kinds) await freeSingles(trx, scope, { reason: brakes[kind].because, at });
  return released;
}

const PAGE = 500;

/**
 * Tells the next leads that their campaign was stopped, or that a brake was released: a page in each transaction, so that a brake may
 * concern thousands. The brake itself holds already.
 * @returns how many pages it told: call again until it is 0
 */
export const tellOfBrakes = async (
  db: Db,
  policy: ContactPolicy,
  newId: () => string,
  at: Instant,
  most = PAGE,
): Promise<number> => await db.transaction().execute((trx) => tellPage(trx, policy, newId, { at, most }));

async function tellPage(
  trx: Trx,
  policy: ContactPolicy,
  newId: () => string,
  { at, most }: { at: Instant; most: number },
): Promise<number> {
  const brake = await takeUntold(trx);
  if (!brake) return 0;
  const { id, kind, campaignId, accountId, leadId, releasedAt, toldUpTo } = brake;
  const scope = { campaignId: campaignId ?? undefined, accountId: accountId ?? undefined, leadId: leadId ?? undefined };
  const page = { after: toldUpTo, limit: most };
  const inPrograms = releasedAt === null ? await leadsInPrograms(trx, scope, page) : [];
  const leads =
    releasedAt === null ? inPrograms.map((lead) => lead.id) : await leadsHeldBack(trx, scope, brakes[kind].because, page);
  const stopped = { type: 'signal', name: 'campaignStopped', payload: { id } } as const;
  const messages = inPrograms.flatMap((lead) =>
    lead.lanes.map((lane) => ({ id: newId(), leadId: lead.id, message: { ...stopped, lane: lane ?? undefined }, at })),
  );
  await enqueue(trx, messages);
  if (releasedAt !== null && leads.length > 0)
    await tellLeads(trx, policy, newId, leads, { at, because: 'resumed', lifted: true });
  await markTold(trx, id, { upTo: leads.at(-1), at: leads.length < most ? at : undefined });
  return 1;
}
