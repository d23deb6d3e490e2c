import type { Instant } from '../../domain/time/clock.ts';
import { stuckInWords } from '../../domain/lead/stuck.ts';
import type { Db } from '../../db/database.ts';
import { inTransaction } from '../../db/in-transaction.ts';
import { recordEvent } from '../../db/leads/lead-events.ts';
import { deleteStuck, stuckLead, upsertStuck, type StuckLead } from '../../db/leads/stuck-leads.ts';

/** Saves a stuck lead, and says so in its story. @returns whether this is new */
export const markStuck = (db: Db, found: StuckLead, at: Instant): Promise<boolean> =>
  inTransaction(db, async (trx) => {
    const { leadId, lane } = found;
    if (!(await upsertStuck(trx, found))) return false;
    const stuck = await stuckLead(trx, leadId, lane);
    if (stuck) await recordEvent(trx, { leadId, at, kind: 'stuck', data: { because: stuckInWords(stuck) } });
    return true;
  });

/** Says in the story of a stuck lead that it runs again. @returns whether it was stuck */
export const markRunning = (db: Db, lead: Pick<StuckLead, 'leadId' | 'lane'>, at: Instant): Promise<boolean> =>
  inTransaction(db, async (trx) => {
    const was = await deleteStuck(trx, lead);
    if (was) await recordEvent(trx, { leadId: lead.leadId, at, kind: 'wentOn', data: {} });
    return was;
  });
