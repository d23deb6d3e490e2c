import { sql } from 'kysely';
import type { Instant } from '../../domain/time/clock.ts';
import { raiseAlerts } from '../alerts/raise.ts';
import type { Db } from '../database.ts';
import type { AnyEventRow } from './event-row.ts';
import { outgoingEvents, type EventType } from './outgoing-events.ts';

/** Something that happened, as other systems are told. */
export interface OutgoingEvent {
  /** The same at each delivery. */
  readonly id: string;
  readonly type: EventType;
  readonly at: Instant;
  readonly leadId?: string;
  readonly data: Readonly<Record<string, string | number>>;
  /** What happened, in words that follow the name of the lead. */
  readonly text: string;
}

export interface SavedEvent {
  readonly id: string;
  readonly type: EventType;
  readonly at: Date;
  readonly leadId: string | null;
  readonly data: Readonly<Record<string, string | number>>;
}

/** The row of a type; another version may have written one that is unknown here. */
const rowOf = (type: string): AnyEventRow | undefined =>
  Object.hasOwn(outgoingEvents, type) ? (outgoingEvents[type as EventType] as unknown as AnyEventRow) : undefined;

/** An event as other systems get it. */
export function asOutgoing({ id, type, at, leadId, data }: SavedEvent): OutgoingEvent {
  const row = rowOf(type);
  const words = Object.fromEntries(Object.keys(row?.data ?? {}).map((name) => [name, String(data[name] ?? '')]));
  return { id: `evt_${id}`, type, at: at.getTime(), leadId: leadId ?? undefined, data, text: row?.inWords(words) ?? type };
}

/** The database's id of an event; undefined for what is none. */
export const eventIdOf = (id: string): string | undefined => /^evt_(\d{1,18})$/.exec(id)?.[1];

export interface Listener {
  readonly sink: string;
  /** All by default. */
  readonly types: readonly EventType[] | undefined;
}

/** Any number, for the lock of who publishes. */
const PUBLISHING = 7_211_404;

/**
 * Numbers the events that are new, hands each to the sinks that listen, and saves the alerts that follow from them. Only one
 * process does this at a time: a reader who follows the numbers misses nothing, and the events of a lead are in order.
 * @returns how many there were
 */
export const publishEvents = async (db: Db, listeners: readonly Listener[], most = 1_000): Promise<number> =>
  await db.transaction().execute(async (trx) => {
    const lock = sql<{ ours: boolean }>`select pg_try_advisory_xact_lock(${PUBLISHING}) as ours`;
    if (!(await lock.execute(trx)).rows[0]?.ours) return 0;
    const { rows } = await sql<{ id: string }>`
      with fresh as (
        select id, (select coalesce(max(seq), 0) from outgoing_events) + row_number() over (order by id) as seq
        from (select id from outgoing_events where seq is null order by id limit ${most}) as waiting
      ), published as (
        update outgoing_events as event set seq = fresh.seq from fresh where event.id = fresh.id
        returning event.id, event.type, event.lead_id
      ), handed as (
        insert into event_deliveries (event_id, sink, lead_id)
        select published.id, listener.sink, published.lead_id
        from published join jsonb_to_recordset(${JSON.stringify(listeners)}::jsonb) as listener(sink text, types jsonb)
          on listener.types is null or listener.types ? published.type
        on conflict do nothing
      )
      select id from published`.execute(trx);
    if (rows.length > 0)
      await raiseAlerts(
        trx,
        rows.map(({ id }) => id),
      );
    return rows.length;
  });

/** Published events behind a number, in order. */
export async function eventsSince(
  db: Db,
  { after, types, most }: { readonly after: string; readonly types?: readonly EventType[]; readonly most: number },
): Promise<{ readonly seq: string; readonly event: OutgoingEvent }[]> {
  const rows = await db
    .selectFrom('outgoingEvents')
    .select(['id', 'seq', 'type', 'at', 'leadId', 'data'])
    .where('seq', '>', after)
    .$if(types !== undefined, (query) => query.where('type', 'in', types!))
    .orderBy('seq')
    .limit(most)
    .execute();
  return rows.map(({ seq, ...row }) => ({ seq: String(seq), event: asOutgoing(row as SavedEvent) }));
}
