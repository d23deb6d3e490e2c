import type { Instant } from '../../domain/time/clock.ts';
import { loadClock } from '../../db/system/clock.ts';
import type { Trx } from '../../db/database.ts';
import { campaignOfArchived } from '../../db/campaigns/enrolments.ts';
import { enrol } from './enrol.ts';

/**
 * Lets an archived lead re-enter its last campaign, unless a program is running for it.
 * @returns whether it entered
 */
export async function reEnter(trx: Trx, newId: () => string, leadId: string, at: Instant): Promise<boolean> {
  const last = await campaignOfArchived(trx, leadId);
  if (!last) return false;
  const { spec } = await loadClock(trx);
  const notEntered = await enrol(trx, [{ id: newId(), leadId, startAt: at, outboxId: newId() }], { ...last, clock: spec, at });
  return !notEntered.has(leadId);
}
