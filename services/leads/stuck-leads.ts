import { sql } from 'kysely';
import type { Instant } from '../../domain/time/clock.ts';
import { own } from '../../domain/text/own.ts';
import { stuckCauses, type StuckCause } from '../../domain/lead/stuck.ts';
import type { Db, Trx } from '../../db/database.ts';
import { inTransaction } from '../../db/in-transaction.ts';
import { taskClosedEvents } from '../../db/leads/lead-events.ts';
import { lastEnrolment } from '../../db/campaigns/lead-enrolment.ts';
import { openOperationsTask } from '../tasks/operations-task.ts';

/** A stuck lead, and the cause. */
export interface StuckLead {
  readonly leadId: string;
  readonly cause: StuckCause;
  /** Where in the code: `programs/webinar.ts:31`. */
  readonly place: string | null;
}

const taskKey = (leadId: string): string => `stuck/${leadId}/`;

/** Stuck leads, longest first. */
export async function stuckLeads(db: Db) {
  const rows = await db.selectFrom('stuckLeads').select(['leadId', 'cause', 'place', 'realSince']).orderBy('realSince').execute();
  return rows.map(({ leadId, cause, place, realSince }) => {
    const { label, todo } = own<(typeof stuckCauses)[StuckCause]>(stuckCauses, cause)!;
    return { leadId, since: realSince.getTime(), cause, place, label, todo };
  });
}

/** Records a stuck lead, and opens a task for operations. @returns whether this is new */
export const markStuck = (db: Db, newId: () => string, { leadId, cause, place }: StuckLead, at: Instant): Promise<boolean> =>
  inTransaction(db, async (trx) => {
    const { rows } = await sql<{ fresh: boolean }>`
      insert into stuck_leads (lead_id, cause, place, real_since) select id, ${cause}, ${place}, clock_timestamp() from leads where id = ${leadId}
      on conflict (lead_id) do update set cause = excluded.cause, place = excluded.place
      returning xmax = 0 as fresh`.execute(trx);
    if (!rows[0]?.fresh) return false;
    await openTask(trx, newId(), { leadId, cause, place }, at);
    return true;
  });

async function openTask(trx: Trx, id: string, { leadId, cause, place }: StuckLead, at: Instant): Promise<void> {
  await openOperationsTask(trx, {
    id,
    key: taskKey(leadId) + id,
    leadId,
    accountId: null,
    enrolmentId: (await lastEnrolment(trx, leadId))?.id ?? null,
    because: [stuckCauses[cause].label, place].filter((part) => part !== null).join(': '),
    at,
  });
}

/** Closes the task about a lead that runs again. */
export const markRunning = (db: Db, leadId: string, at: Instant): Promise<void> =>
  inTransaction(db, async (trx) => {
    await trx.deleteFrom('stuckLeads').where('leadId', '=', leadId).execute();
    await sql`
      with closed as (
        update tasks set state = 'done', outcome = 'the lead runs again', closed_at = ${new Date(at)}
        where lead_id = ${leadId} and state = 'open' and kind = 'operations' and starts_with(key, ${taskKey(leadId)}) returning *
      ) ${taskClosedEvents('closed')}`.execute(trx);
  });
