import { sql } from 'kysely';
import { stuckCauses, type StuckCause } from '../../domain/lead/stuck.ts';
import { own } from '../../domain/text/own.ts';
import type { Db, Trx } from '../database.ts';

/** A stuck lead, and the cause. */
export interface StuckLead {
  readonly leadId: string;
  readonly cause: StuckCause;
  /** Where in the code: `programs/webinar.ts:31`. */
  readonly place: string | null;
}

/** Stuck leads, longest first. */
export async function stuckLeads(db: Db) {
  const rows = await db.selectFrom('stuckLeads').select(['leadId', 'cause', 'place', 'realSince']).orderBy('realSince').execute();
  return rows.map(({ leadId, cause, place, realSince }) => {
    const { label, todo } = own<(typeof stuckCauses)[StuckCause]>(stuckCauses, cause)!;
    return { leadId, since: realSince.getTime(), cause, place, label, todo };
  });
}

/** Saves a stuck lead. @returns whether it was not stuck before */
export async function upsertStuck(trx: Trx, { leadId, cause, place }: StuckLead): Promise<boolean> {
  const { rows } = await sql<{ fresh: boolean }>`
    insert into stuck_leads (lead_id, cause, place, real_since) select id, ${cause}, ${place}, clock_timestamp() from leads where id = ${leadId}
    on conflict (lead_id) do update set cause = excluded.cause, place = excluded.place
    returning xmax = 0 as fresh`.execute(trx);
  return rows[0]?.fresh === true;
}

export const deleteStuck = (trx: Trx, leadId: string): Promise<unknown> =>
  trx.deleteFrom('stuckLeads').where('leadId', '=', leadId).execute();
