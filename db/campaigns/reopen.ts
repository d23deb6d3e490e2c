import type { Enrolment } from '../../domain/lead/messages.ts';
import type { FunnelStage } from '../../domain/lead/funnel.ts';
import type { WayBack } from '../../domain/lead/way-back.ts';
import { sql } from 'kysely';
import type { Db, Trx } from '../database.ts';
import { living } from '../states.ts';
import { givenTo } from './inputs.ts';

/** The campaign whose main program a lead is in now, apart from one of its enrolments. */
export async function otherLivingCampaign(db: Db, leadId: string, enrolmentId: string): Promise<string | undefined> {
  const { rows } = await sql<{ name: string }>`
    select campaigns.name from enrolments join campaigns on campaigns.id = campaign_id
    where lead_id = ${leadId} and state in ${living} and lane is null and enrolments.id <> ${enrolmentId}`.execute(db);
  return rows[0]?.name;
}

/** The campaign whose main program a lead is in now. */
export async function livingCampaign(db: Db, leadId: string): Promise<string | undefined> {
  const { rows } = await sql<{ name: string }>`
    select campaigns.name from enrolments join campaigns on campaigns.id = campaign_id
    where lead_id = ${leadId} and state in ${living} and lane is null`.execute(db);
  return rows[0]?.name;
}

/** The track before the first one of a program, in which a lead that has not begun will begin. */
const FIRST = 'gate';

/** Where a lead is in one of its programs, as far as Postgres knows. */
export interface PlaceInProgram {
  readonly enrolmentId: string;
  /** Missing for the lead's main program. */
  readonly lane?: string;
  readonly wayBack: WayBack;
}

/** Where a lead is in its main program and in its side programs. */
export async function placesOf(db: Db, leadId: string): Promise<PlaceInProgram[]> {
  const { rows } = await sql<{ enrolmentId: string; lane: string | null; track: string; stage: FunnelStage; cycle: number }>`
    select e.id as enrolment_id, e.lane, coalesce(e.track, ${FIRST}) as track, leads.stage,
      1 + (select count(*)::int from transitions as t where t.enrolment_id = e.id and t.kind = 'rested') as cycle
    from enrolments as e join leads on leads.id = e.lead_id
    where e.lead_id = ${leadId} and e.state in ${living} order by e.lane nulls first`.execute(db);
  return rows.map(({ enrolmentId, lane, ...state }) => ({ enrolmentId, lane: lane ?? undefined, wayBack: { state } }));
}

/** Where a lead is in its main program; undefined for a lead in none. */
export const placeOf = async (db: Db, leadId: string): Promise<PlaceInProgram | undefined> =>
  (await placesOf(db, leadId)).find(({ lane }) => lane === undefined);

/** Whose enrolment it is. */
export async function leadOfEnrolment(db: Db, id: string): Promise<string | undefined> {
  const row = await db.selectFrom('enrolments').select('leadId').where('id', '=', id).executeTakeFirst();
  return row?.leadId;
}

/** Whether an enrolment has ended because of one of some suppressions. */
export async function hasEndedBecause(db: Db, id: string, suppressionIds: readonly string[]): Promise<boolean> {
  if (suppressionIds.length === 0) return false;
  const row = await db
    .selectFrom('enrolments')
    .innerJoin('suppressions', 'suppressions.reason', 'enrolments.reason')
    .select('enrolments.id')
    .where('enrolments.id', '=', id)
    .where('enrolments.state', '=', 'ended')
    .where('suppressions.id', 'in', suppressionIds)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

/**
 * Opens an enrolment again, in a track.
 * @returns what starts its workflow again, and the number of its next visit, if it had ended
 */
export async function reopenEnrolment(
  trx: Trx,
  id: string,
  track: string,
): Promise<{ readonly enrolment: Omit<Enrolment, 'clock'>; readonly visit: number } | undefined> {
  const before = await trx.selectFrom('enrolments').selectAll().where('id', '=', id).forUpdate().executeTakeFirstOrThrow();
  // Its workflow has not even begun.
  if (before.state === 'waiting') return undefined;
  await trx
    .updateTable('enrolments')
    .set({ state: 'running', track, endedAt: null, endedAs: null, reason: null })
    .where('id', '=', id)
    .execute();
  if (before.state !== 'ended') return undefined;
  const { leadId, campaignId, program, startAt, visit, lane } = before;
  const { last } = await trx
    .selectFrom('transitions')
    .select((eb) => eb.fn.max('visit').as('last'))
    .where('enrolmentId', '=', id)
    .executeTakeFirstOrThrow();
  const enrolment = { leadId, enrolmentId: id, campaignId, program, startAt: startAt.getTime(), lane: lane ?? undefined };
  return { enrolment: { ...enrolment, inputs: await givenTo(trx, before) }, visit: Math.max(visit, last ?? 0) + 1 };
}
