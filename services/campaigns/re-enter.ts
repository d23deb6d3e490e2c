import type { Instant } from '../../domain/time/clock.ts';
import { loadClock } from '../../db/system/clock.ts';
import type { Trx } from '../../db/database.ts';
import { enrol } from './enrol.ts';

/**
 * Lets an archived lead re-enter its last campaign, unless a program is running for it.
 * @returns whether it entered
 */
export async function reEnter(trx: Trx, newId: () => string, leadId: string, at: Instant): Promise<boolean> {
  const last = await trx
    .selectFrom('enrolments')
    .innerJoin('leads', 'leads.id', 'enrolments.leadId')
    .select(['enrolments.campaignId', 'enrolments.program'])
    .where('enrolments.leadId', '=', leadId)
    .where('enrolments.state', '=', 'ended')
    .where('leads.stage', '=', 'archived')
    .orderBy('enrolments.endedAt', 'desc')
    .executeTakeFirst();
  if (!last) return false;
  const { spec } = await loadClock(trx);
  const entered = await enrol(trx, [{ id: newId(), leadId, startAt: at, outboxId: newId() }], { ...last, clock: spec, at });
  return entered.has(leadId);
}
