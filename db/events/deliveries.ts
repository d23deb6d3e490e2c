import { sql } from 'kysely';
import type { Instant } from '../../domain/time/clock.ts';
import type { Db } from '../database.ts';
import type { PageAfter } from '../page.ts';
import type { EventType } from './outgoing-events.ts';
import { asOutgoing, type OutgoingEvent, type SavedEvent } from './outgoing.ts';

export type DeliveryState = 'waiting' | 'delivered' | 'dead';

/** An event on its way to a sink. */
export interface Delivery {
  readonly eventId: string;
  readonly sink: string;
  readonly attempts: number;
  readonly event: OutgoingEvent;
}

interface Claim {
  /** Real milliseconds since the epoch. */
  readonly realNow: number;
  readonly leaseUntil: number;
  readonly most: number;
}

/**
 * Claims events for a sink: only the first one of each lead, so that the sink gets the events of a lead in order. If the process
 * dies, they are claimed again after `leaseUntil`.
 */
export async function claimDeliveries(db: Db, sink: string, { realNow, leaseUntil, most }: Claim): Promise<Delivery[]> {
  const { rows } = await sql<SavedEvent & { readonly attempts: number }>`
    with due as (
      select event_id from event_deliveries as delivery
      where sink = ${sink} and state = 'waiting' and (real_next_at is null or real_next_at <= ${new Date(realNow)})
        and not exists (
          select from event_deliveries as earlier
          where earlier.sink = ${sink} and earlier.state = 'waiting' and earlier.lead_id = delivery.lead_id
            and earlier.event_id < delivery.event_id)
      order by event_id limit ${most} for update skip locked
    ), claimed as (
      update event_deliveries set attempts = attempts + 1, real_next_at = ${new Date(leaseUntil)}, real_at = clock_timestamp()
      where sink = ${sink} and event_id in (select event_id from due)
      returning event_id, attempts
    )
    select event.id, type, at, lead_id, data, attempts
    from claimed join outgoing_events as event on event.id = event_id order by event.id`.execute(db);
  return rows.map(({ attempts, ...row }) => ({ eventId: row.id, sink, attempts, event: asOutgoing(row) }));
}

type Outcome =
  | { readonly state: 'delivered' }
  | { readonly state: 'dead'; readonly error: string }
  | { readonly state: 'waiting'; readonly error: string; readonly realNextAt: number };

/** Saves the result of an attempt. */
export const settleDelivery = (db: Db, { eventId, sink }: Delivery, outcome: Outcome): Promise<unknown> =>
  db
    .updateTable('eventDeliveries')
    .set({
      state: outcome.state,
      error: 'error' in outcome ? outcome.error : null,
      realNextAt: 'realNextAt' in outcome ? new Date(outcome.realNextAt) : null,
    })
    .where('eventId', '=', eventId)
    .where('sink', '=', sink)
    .execute();

interface Filter extends PageAfter<{ readonly eventId: string; readonly sink: string }> {
  readonly sink?: string;
  readonly state?: DeliveryState;
  readonly leadId?: string;
}

/** A page of the log of deliveries, newest first. */
export async function deliveryLog(db: Db, { sink, state, leadId, after, limit }: Filter) {
  const rows = await db
    .selectFrom('eventDeliveries')
    .innerJoin('outgoingEvents', 'outgoingEvents.id', 'eventId')
    .select(['eventId', 'type', 'at', 'eventDeliveries.leadId', 'sink', 'state', 'attempts', 'error', 'realAt', 'realNextAt'])
    .$if(sink !== undefined, (query) => query.where('sink', '=', sink!))
    .$if(state !== undefined, (query) => query.where('state', '=', state!))
    .$if(leadId !== undefined, (query) => query.where('eventDeliveries.leadId', '=', leadId!))
    .$if(after !== undefined, (query) =>
      query.where(sql<boolean>`(event_id < ${after!.eventId} or (event_id = ${after!.eventId} and sink > ${after!.sink}))`),
    )
    .orderBy('eventId', 'desc')
    .orderBy('sink')
    .limit(limit)
    .execute();
  return rows.map(({ eventId, at, ...row }) => ({ id: `evt_${eventId}`, at: at.getTime(), ...row }));
}

type Which =
  | { readonly eventId: string }
  /** Of a time, those of some types; of all by default. */
  | { readonly from: Instant; readonly to: Instant; readonly types?: readonly EventType[] | undefined };

/** Delivers events to a sink once more, or for the first time. @returns how many */
export async function replayEvents(db: Db, sink: string, which: Which): Promise<number> {
  const meant =
    'eventId' in which
      ? sql`id = ${which.eventId}`
      : sql`at >= ${new Date(which.from)} and at < ${new Date(which.to)} and (${which.types ?? null}::text[] is null or type = any(${which.types ?? null}))`;
  const { numAffectedRows = 0n } = await sql`
    insert into event_deliveries (event_id, sink, lead_id)
    select id, ${sink}, lead_id from outgoing_events where seq is not null and ${meant}
    on conflict (event_id, sink) do update set state = 'waiting', attempts = 0, error = null, real_next_at = null`.execute(db);
  return Number(numAffectedRows);
}

/** For each sink: how many events wait, how many of them it has failed to take, and how many were given up in the last day. */
export async function sinkBacklog(db: Db) {
  const { rows } = await sql<{ sink: string; waiting: number; failing: number; dead: number; error: string | null }>`
    select sink, count(*) filter (where state = 'waiting')::int as waiting,
      count(*) filter (where state = 'waiting' and error is not null)::int as failing,
      count(*) filter (where state = 'dead')::int as dead, max(error) as error
    from event_deliveries where state = 'waiting' or (state = 'dead' and real_at > clock_timestamp() - interval '1 day')
    group by sink order by sink`.execute(db);
  return rows;
}

/** Of each sink, in the last seven days: how many events it took, how many wait or were given up, and the latest error. */
export async function sinkStates(db: Db) {
  const { rows } = await sql<{
    sink: string;
    delivered: number;
    waiting: number;
    dead: number;
    error: string | null;
    deliveredAt: Date | null;
  }>`
    select sink, count(*) filter (where state = 'delivered')::int as delivered, count(*) filter (where state = 'waiting')::int as waiting,
      count(*) filter (where state = 'dead')::int as dead,
      (array_agg(error order by real_at desc nulls last) filter (where error is not null))[1] as error,
      max(real_at) filter (where state = 'delivered') as delivered_at
    from event_deliveries where state = 'waiting' or real_at > clock_timestamp() - interval '7 days' group by sink`.execute(db);
  return rows;
}
