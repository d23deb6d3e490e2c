import type { Instant } from '../../domain/time/clock.ts';
import { stuckInWords } from '../../domain/lead/stuck.ts';
import type { Db } from '../../db/database.ts';
import { inTransaction } from '../../db/in-transaction.ts';
import { recordEvent } from '../../db/leads/lead-events.ts';
import { deleteStuck, stuckLead, upsertStuck, type StuckLead } from '../../db/leads/stuck-leads.ts';

/** Saves a stuck lead, and says so in its story. @returns whether this is new */
export const markStuck = (db: Db, found: StuckLead, at: Instant): Promise<boolean> =>
  inTransaction(db, async (trx) => {
    const { leadId } = found;
    if (!(await upsertStuck(trx, found))) return false;
    const stuck = await stuckLead(trx, leadId);
    if (stuck) await recordEvent(trx, { leadId, at, kind: 'stuck', data: { because: stuckInWords(stuck) } });
    return true;
  });

/** Says in the story of a stuck lead that it runs again. */
export const markRunning = (db: Db, leadId: string, at: Instant): Promise<void> =>
  inTransaction(db, async (trx) => {
    if (await deleteStuck(trx, leadId)) await recordEvent(trx, { leadId, at, kind: 'wentOn', data: {} });
  });
