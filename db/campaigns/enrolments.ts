import { sql } from 'kysely';
import { HOLDOUT } from '../../domain/lead/holdout.ts';
import type { Instant } from '../../domain/time/clock.ts';
import type { Db, Trx } from '../database.ts';
import { intoLeadEvents } from '../leads/lead-events.ts';
import { living } from '../states.ts';
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
}

/**
 * Saves the enrolments of leads that are in no program of the same lane, and why others were refused.
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
    select id, "leadId", ${campaignId}::uuid, ${program}, ${laneOf(sql`${program}`)}, case when refused is null then 'waiting' else 'refused' end, "startAt", refused,
      case when refused = ${HOLDOUT} then true when ${drawsLots} and refused is null then false end
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as row(id uuid, "leadId" uuid, "startAt" timestamptz, refused text)
    where refused is not null
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
    select id, lead_id, lane from entry`.execute(trx);
  return new Map(entered.map(({ leadId, ...saved }) => [leadId, saved]));
}

/** The last campaign, and its program, of an archived lead; undefined for any other lead, and if the campaign was stopped. */
export const campaignOfArchived = (db: Db, leadId: string): Promise<{ campaignId: string; program: string } | undefined> =>
  db
    .selectFrom('enrolments')
    .innerJoin('leads', 'leads.id', 'enrolments.leadId')
    .innerJoin('campaigns', 'campaigns.id', 'enrolments.campaignId')
    .select(['enrolments.campaignId', 'enrolments.program'])
    .where('enrolments.leadId', '=', leadId)
    .where('enrolments.state', '=', 'ended')
    .where('enrolments.lane', 'is', null)
    .where('leads.stage', '=', 'archived')
    .where('campaigns.stoppedAt', 'is', null)
    .orderBy('enrolments.endedAt', 'desc')
    .executeTakeFirst();
