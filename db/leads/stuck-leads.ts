import { sql } from 'kysely';
import { stuckCauses, stuckInWords, type StuckWhere } from '../../domain/lead/stuck.ts';
import type { Db, Trx } from '../database.ts';
import { living } from '../states.ts';
import type { PageAfter } from '../page.ts';
import { leadName } from './lead-name.ts';

/** Why Temporal says that a lead is stuck. */
export interface StuckLead extends Omit<StuckWhere, 'program'> {
  readonly leadId: string;
  /** Null in the lead's main program. */
  readonly lane: string | null;
}

/** SQL: stuck leads, with the program and track in which they are. Temporal knows of a track that was entered last and never written. */
const stuckIn = sql`(
  select s.lead_id, ${leadName} as name, s.lane, cause, program, coalesce(s.track, enrolments.track) as track, place, detail,
    real_since, enrolments.id as enrolment_id
  from stuck_leads s join leads on leads.id = s.lead_id
  join enrolments on enrolments.lead_id = s.lead_id and enrolments.lane is not distinct from s.lane and enrolments.state in ${living}
) as stuck`;

const columns = sql`enrolment_id, lead_id, name, lane, cause, program, track, place, detail, real_since`;

interface Row extends StuckWhere {
  readonly enrolmentId: string;
  readonly leadId: string;
  readonly name: string;
  readonly lane: string | null;
  readonly realSince: Date;
}

const told = ({ realSince, ...row }: Row) => ({
  ...row,
  since: realSince.getTime(),
  label: stuckInWords(row),
  todo: stuckCauses[row.cause].todo,
});

/** All stuck leads, longest first, or a page of them, by the enrolment: a lead may be stuck in several lanes. */
export async function stuckLeads(db: Db, page?: PageAfter) {
  const { rows } = await sql<Row>`select ${columns} from ${stuckIn}
    ${page ? pageOf(page) : sql`order by real_since, lead_id`}`.execute(db);
  return rows.map(told);
}

const pageOf = ({ after = null, limit }: PageAfter<string | null>) =>
  sql`where ${after}::uuid is null or enrolment_id > ${after}::uuid order by enrolment_id limit ${limit}`;

/** How a lead is stuck in its main program, or in the side program of a lane; undefined if it is not. */
export async function stuckLead(db: Db, id: string, lane: string | null = null) {
  const { rows } = await sql<Row>`select ${columns} from ${stuckIn}
    where lead_id = ${id} and lane is not distinct from ${lane}::text`.execute(db);
  return rows.map(told)[0];
}

/** The leads that are stuck at one place for one cause. */
export interface StuckGroup extends StuckWhere {
  readonly leads: number;
  /** The lead that has been stuck for longest. */
  readonly leadId: string;
  readonly enrolmentId: string;
}

export async function stuckGroups(db: Db): Promise<StuckGroup[]> {
  const { rows } = await sql<StuckGroup>`
    select cause, program, track, place, detail, count(*)::int as leads,
      (array_agg(lead_id order by real_since, lead_id))[1] as lead_id,
      (array_agg(enrolment_id order by real_since, lead_id))[1] as enrolment_id
    from ${stuckIn} group by cause, program, track, place, detail`.execute(db);
  return rows;
}

/** Saves a stuck lead. @returns whether it was not stuck before */
export async function upsertStuck(trx: Trx, { leadId, lane, cause, track, place, detail }: StuckLead): Promise<boolean> {
  const { rows } = await sql<{ fresh: boolean }>`
    insert into stuck_leads (lead_id, lane, cause, track, place, detail, real_since)
    select id, ${lane}, ${cause}, ${track}, ${place}, ${detail}, clock_timestamp() from leads where id = ${leadId}
    on conflict (lead_id, lane) do update set cause = excluded.cause, track = excluded.track, place = excluded.place, detail = excluded.detail
    returning xmax = 0 as fresh`.execute(trx);
  return rows[0]?.fresh === true;
}

/** @returns whether it was stuck */
export async function deleteStuck(trx: Trx, { leadId, lane }: Pick<StuckLead, 'leadId' | 'lane'>): Promise<boolean> {
  const { numDeletedRows } = await trx
    .deleteFrom('stuckLeads')
    .where('leadId', '=', leadId)
    .where(sql<boolean>`lane is not distinct from ${lane}::text`)
    .executeTakeFirst();
  return numDeletedRows > 0n;
}
