import { sql } from 'kysely';
import { HOLDOUT } from '../../domain/lead/holdout.ts';
import { stoppedHere } from '../../domain/scoring/admission.ts';
import type { Instant } from '../../domain/time/clock.ts';
import type { Db, Trx } from '../database.ts';
import { intoLeadEvents } from '../leads/lead-events.ts';
import { living } from '../states.ts';
import { isStopped } from './brakes.ts';
import { laneOf } from './lanes.ts';
import { milliseconds } from '../milliseconds.ts';

export interface NewEnrolment {
  readonly id: string;
  readonly leadId: string;
  readonly startAt: Instant;
  /** Why the lead may not enter; saved so that people can look it up. */
  readonly refused?: string;
  readonly outboxId: string;
}

interface Into {
  readonly campaignId: string;
  readonly program: string;
  readonly at: Instant;
  readonly by: string | undefined;
  /** Whether lots decide which of the leads that may enter are held out. */
  readonly drawsLots: boolean;
}

/** An enrolment that was saved. */
interface Saved {
  readonly id: string;
  readonly lane: string | null;
  /** Why the lead may not enter, if it may not. */
  readonly refused: string | null;
}

/**
 * Saves the enrolments of leads that are in no program of the same lane, and why others were refused; those for whom the campaign was
 * stopped are, too.
 * @returns the enrolments that it saved, by lead
 */
export async function insertEnrolments(
  trx: Trx,
  enrolments: readonly NewEnrolment[],
  { campaignId, program, at, by, drawsLots }: Into,
): Promise<ReadonlyMap<string, Saved>> {
  const rows = enrolments.map(({ startAt, ...row }) => ({ ...row, startAt: new Date(startAt) }));
  const { rows: entered } = await sql<Saved & { leadId: string }>`
    with entry as (
    insert into enrolments (id, lead_id, campaign_id, program, lane, state, start_at, reason, held_out)
    select row.id, "leadId", ${campaignId}::uuid, ${program}, ${laneOf(sql`${program}`)}, case when why is null then 'waiting' else 'refused' end, "startAt", why,
      case when why = ${HOLDOUT} then true when ${drawsLots} and why is null then false end
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as row(id uuid, "leadId" uuid, "startAt" timestamptz, refused text)
      join leads on leads.id = "leadId"
      cross join lateral (select coalesce(refused, case when ${isStopped(sql`${campaignId}`)} then ${stoppedHere.code} end) as why) as judged
    where why is not null
      or not exists (select from enrolments as e where e.lead_id = "leadId" and e.state in ${living}
        and e.lane is not distinct from ${laneOf(sql`${program}`)})
    on conflict (lead_id, campaign_id) where state <> 'ended' do update set state = excluded.state, lane = excluded.lane, reason = excluded.reason, start_at = excluded.start_at,
      held_out = coalesce(enrolments.held_out, excluded.held_out)
      where enrolments.state = 'refused'
    returning id, lead_id, lane, state, start_at, reason
    ), event as (
      ${intoLeadEvents}
      select lead_id, ${new Date(at)}::timestamptz, case entry.state when 'refused' then 'notEnrolled' else 'enrolled' end, ${by ?? null}::text,
        case entry.state when 'refused' then jsonb_build_object('campaign', name, 'because', reason)
          else jsonb_build_object('campaign', name, 'program', ${program}::text, 'startsAt', ${milliseconds('start_at')}) end
      from entry join campaigns on campaigns.id = ${campaignId}::uuid
    )
    select id, lead_id, lane, reason as refused from entry`.execute(trx);
  return new Map(entered.map(({ leadId, ...saved }) => [leadId, saved]));
}

/** The last campaign that was not stopped for an archived lead, and its program; undefined for any other lead. */
export const campaignOfArchived = (db: Db, leadId: string): Promise<{ campaignId: string; program: string } | undefined> =>
  db
    .selectFrom('enrolments')
    .innerJoin('leads', 'leads.id', 'enrolments.leadId')
    .select(['enrolments.campaignId', 'enrolments.program'])
    .where('enrolments.leadId', '=', leadId)
    .where('enrolments.state', '=', 'ended')
    .where('enrolments.lane', 'is', null)
    .where('leads.stage', '=', 'archived')
    .where((where) => where.not(isStopped(sql`enrolments.campaign_id`)))
    .orderBy('enrolments.endedAt', 'desc')
    .executeTakeFirst();
