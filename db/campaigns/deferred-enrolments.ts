import { sql } from 'kysely';
import { livingStates } from '../../domain/lead/enrolment-states.ts';
import type { Instant } from '../../domain/time/clock.ts';
import type { Db, Trx } from '../database.ts';
import { isBraked } from './brakes.ts';
import { recordEvents } from '../leads/lead-events.ts';
import { living } from '../states.ts';
import { laneOf } from './lanes.ts';

/** An enrolment that waits until the program that the lead is in has ended. */
export interface Deferred {
  readonly leadId: string;
  readonly campaignId: string;
}

interface Deferring {
  readonly campaignId: string;
  readonly at: Instant;
  readonly by: string | undefined;
  /** Whether a lot decides, when the lead may enter, whether it is held out. */
  readonly drawsLots: boolean;
}

/** Puts enrolments off. One that waits already stays where it is in the line; whom somebody names meanwhile is not held out any more. */
export async function defer(trx: Trx, leadIds: readonly string[], { campaignId, at, by, drawsLots }: Deferring): Promise<void> {
  if (leadIds.length === 0) return;
  await sql`insert into deferred_enrolments as waits (lead_id, campaign_id, at, "by", draws_lots)
    select unnest(${leadIds}::uuid[]), ${campaignId}::uuid, ${new Date(at)}, ${by ?? null}, ${drawsLots}
    on conflict (lead_id, campaign_id) do update set draws_lots = false where waits.draws_lots and not excluded.draws_lots`.execute(
    trx,
  );
}

/** Enrolments that wait no longer: their leads have entered, or never will. @returns whose waited */
export async function endDeferrals(trx: Trx, leadIds: readonly string[], campaignId: string): Promise<string[]> {
  const rows = await trx
    .deleteFrom('deferredEnrolments')
    .where(sql<boolean>`lead_id = any(${leadIds}::uuid[])`)
    .where('campaignId', '=', campaignId)
    .returning('leadId')
    .execute();
  return rows.map(({ leadId }) => leadId);
}

/** Takes an enrolment off the list, for a person. @returns whether it waited */
export async function cancelDeferral(trx: Trx, { leadId, campaignId }: Deferred, by: string, at: Instant): Promise<boolean> {
  const [waited] = await endDeferrals(trx, [leadId], campaignId);
  if (waited === undefined) return false;
  const { name } = await trx.selectFrom('campaigns').select('name').where('id', '=', campaignId).executeTakeFirstOrThrow();
  await recordEvents(trx, [{ leadId, at, by, kind: 'waitCancelled', data: { campaign: name } }]);
  return true;
}

/** The enrolments whose leads are in no program of the lane any more, each lead's oldest one; a paused or stopped campaign lets nobody in. */
export async function dueDeferrals(db: Db, { at, limit }: { readonly at: Instant; readonly limit: number }) {
  const { rows } = await sql<
    Deferred & {
      readonly program: string;
      readonly startsAt: Date | null;
      readonly holdoutPercent: number;
      readonly by: string | null;
    }
  >`
    select distinct on (waits.lead_id) waits.lead_id, waits.campaign_id, campaigns.program, campaigns.starts_at, waits."by",
      case when waits.draws_lots then campaigns.holdout_percent else 0 end as holdout_percent
    from deferred_enrolments as waits join campaigns on campaigns.id = waits.campaign_id join leads on leads.id = waits.lead_id
    where not ${isBraked(sql`waits.campaign_id`, sql`true`, sql`${new Date(at)}`)} and not exists (select from enrolments where enrolments.lead_id = waits.lead_id and enrolments.state in ${living}
        and enrolments.lane is not distinct from ${laneOf(sql`campaigns.program`)})
    order by waits.lead_id, waits.id limit ${limit}`.execute(db);
  return rows;
}

interface Page {
  readonly campaignId?: string | undefined;
  readonly leadId?: string | undefined;
  /** The last row on the previous page. */
  readonly after?: string | undefined;
  readonly limit: number;
}

/** A page of what waits, the oldest first, with the campaign whose end each one waits for. */
export async function listDeferrals(db: Db, { campaignId, leadId, after, limit }: Page) {
  return await db
    .selectFrom('deferredEnrolments as waits')
    .innerJoin('leads', 'leads.id', 'waits.leadId')
    .innerJoin('campaigns', 'campaigns.id', 'waits.campaignId')
    .$if(campaignId !== undefined, (query) => query.where('waits.campaignId', '=', campaignId!))
    .$if(leadId !== undefined, (query) => query.where('waits.leadId', '=', leadId!))
    .$if(after !== undefined, (query) => query.where('waits.id', '>', after!))
    .select(['waits.id', 'waits.leadId', 'leads.email', 'waits.campaignId', 'campaigns.name as campaign', 'waits.at', 'waits.by'])
    .select((eb) =>
      eb
        .selectFrom('enrolments')
        .innerJoin('campaigns as now', 'now.id', 'enrolments.campaignId')
        .whereRef('enrolments.leadId', '=', 'waits.leadId')
        .where('enrolments.state', 'in', livingStates)
        .where(sql<boolean>`enrolments.lane is not distinct from ${laneOf(sql`campaigns.program`)}`)
        .select('now.name')
        .as('until'),
    )
    .orderBy('waits.id')
    .limit(limit)
    .execute();
}
