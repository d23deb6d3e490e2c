import { sql, type RawBuilder } from 'kysely';
import type { ClockSpec, Instant } from '../../domain/time/clock.ts';
import type { OutboxMessage } from '../../domain/lead/messages.ts';
import type { Db, Trx } from '../database.ts';
import { hasProgram } from '../campaigns/lead-enrolment.ts';
import { prepared } from '../prepared.ts';
import { living } from '../states.ts';

/** A message that waits for delivery to its lead. */
export interface OutboxRow {
  readonly id: string;
  readonly leadId: string;
  readonly message: OutboxMessage;
  readonly attempts: number;
}

interface NewOutboxRow {
  readonly id: string;
  readonly leadId: string;
  readonly message: OutboxMessage;
  readonly at: Instant;
  /** It carries news about consent, or is the engagement that caused the news: both overtake the lead's other messages. */
  readonly urgent?: boolean;
  /** Real milliseconds until it may be delivered; later messages of the lead wait for it. */
  readonly heldFor?: number;
}

/** Saves messages for leads; they are delivered in the order of their ids. */
export async function enqueue(db: Db, messages: readonly NewOutboxRow[]): Promise<void> {
  if (messages.length > 0) await insert(db, messages);
}

/**
 * Saves a message for a lead if its main program runs. An ended program is not woken; the engagement is recorded regardless.
 * @returns whether the lead's main program runs
 */
export const enqueueIfRunning = async (db: Db, message: NewOutboxRow): Promise<boolean> =>
  (await insert(db, [message], ofPrograms(sql`lane is null`))).includes(null);

/** The same, and the lead's side programs are told, too. */
export const enqueueInAllLanes = async (db: Db, message: NewOutboxRow): Promise<boolean> =>
  (await insert(db, [message], toAllLanes)).includes(null);

/**
 * SQL: messages for programs that run for the lead, one for each. The one for a side program has an id of its own at the same place in the order.
 * `offset 0` makes Postgres look up the programs of each message. Without it, Postgres reads all that run: it believes that they are few if
 * they were when it last counted.
 */
const ofPrograms = (which: RawBuilder<unknown>): RawBuilder<unknown> => sql`(
  select case when e.lane is null then row.id else overlay(row.id::text placing left(md5(row.id || e.lane), 10) from 27)::uuid end as id,
    "leadId", case when e.lane is null then message else message || jsonb_build_object('lane', e.lane) end as message, at, urgent, "heldFor"
  from row cross join lateral (
    select lane from enrolments where enrolments.lead_id = "leadId" and state in ${living} and ${which} offset 0
  ) as e
)`;

/** SQL: the messages in `row`, for each program that runs for their leads. */
export const toAllLanes = ofPrograms(sql`true`);

/**
 * SQL: inserts messages into the outbox, the only statement that does. It returns the lead and the lane of each; null for the
 * lead's main program.
 */
export const intoOutbox = (messages: RawBuilder<unknown>): RawBuilder<unknown> => sql`
  insert into outbox (id, lead_id, message, at, urgent, real_next_at)
  select id, "leadId", message, at, coalesce(urgent, false),
    case when "heldFor" > 0 then clock_timestamp() + make_interval(secs => "heldFor" / 1000) end
  from ${messages} as new
  returning lead_id, message ->> 'lane' as lane`;

/** @returns the lane of each message; null for the lead's main program */
async function insert(db: Db, messages: readonly NewOutboxRow[], which = sql`row`): Promise<(string | null)[]> {
  const rows = messages.map(({ at, ...row }) => ({ ...row, at: new Date(at) }));
  const { rows: saved } = await sql<{ lane: string | null }>`${prepared}
    with row as (
      select * from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
        as row(id uuid, "leadId" uuid, message jsonb, at timestamptz, urgent boolean, "heldFor" float8)
    )
    ${intoOutbox(which)}`.execute(db);
  return saved.map(({ lane }) => lane);
}

/**
 * SQL: whether a message of a lead waits. It is not an `=`, so that Postgres looks among the messages of the lead. With one, it would read
 * all that wait: it believes that they are few if they were when it last counted.
 */
const waits = sql`state is not distinct from 'waiting'`;

/**
 * Deletes a lead's waiting messages about some of its engagements.
 * @returns the deleted messages, which no program has received
 */
export async function takeBackEngaged(db: Db, leadId: string, engagementIds: readonly string[]): Promise<OutboxMessage[]> {
  const { rows } = await sql<{ message: OutboxMessage }>`
    delete from outbox where lead_id = ${leadId} and ${waits} and message->>'name' = 'engaged'
      and message->'payload'->>'id' = any (${engagementIds}::text[]) and attempts = 0
    returning message`.execute(db);
  return rows.map(({ message }) => message);
}

/** Whether an undo has yet to reach a lead. */
export async function isToHearOfWayBack(db: Db, leadId: string, lane: string | undefined): Promise<boolean> {
  const { rows } = await sql`select from outbox where lead_id = ${leadId} and ${waits}
    and message ->> 'lane' is not distinct from ${lane ?? null}
    and (message ->> 'name' = 'takenBack' or message -> 'enrolment' ? 'back') limit 1`.execute(db);
  return rows.length > 0;
}

/** SQL: whether an earlier message for the same program of the lead that meets a condition is waiting. */
const waitsBehind = (which: RawBuilder<unknown>) => sql`exists (
  select from outbox as earlier
  where earlier.lead_id = outbox.lead_id and earlier.${waits} and earlier.id < outbox.id
    and earlier.message ->> 'lane' is not distinct from outbox.message ->> 'lane' and ${which} offset 0)`;

/** Whether a statement may leave a message for a program. */
export const leavesMessage = (statement: string): boolean => /insert into outbox|update outbox set lead_id/.test(statement);

/** What a lead did and its program has not heard goes to the program of another lead, if that is in one. */
export const redirectActs = (trx: Trx, { from, to }: { readonly from: string; readonly to: string }): Promise<unknown> =>
  sql`
    update outbox set lead_id = ${to} where lead_id = ${from} and ${waits} and attempts = 0
      and message ->> 'name' = 'engaged' and message ->> 'lane' is null
      and ${hasProgram(sql`${to}::uuid`)}`.execute(trx);

/**
 * Claims messages for delivery, only the first one of each program of a lead, so that it receives everything in order. Messages
 * about consent go first, behind the engagement that caused them, and wait only for the start of the lead's program. Claimed
 * messages stay in the state waiting, but no other process gets them before `leaseUntil`; if the process dies, they are claimed
 * again after that. Both searches use an index and stop when they have enough, however many messages wait.
 * @param realNow real milliseconds since the epoch
 */
export async function claimWaiting(db: Db, claim: { realNow: number; leaseUntil: number; most: number }): Promise<OutboxRow[]> {
  const isDue = sql`outbox.state = 'waiting' and (real_next_at is null or real_next_at <= ${new Date(claim.realNow)})`;
  const { rows } = await sql<OutboxRow>`
    with urgent as (
      select id from outbox
      where ${isDue} and urgent and not ${waitsBehind(sql`(earlier.urgent or earlier.message ->> 'type' = 'enrol')`)}
      order by id limit ${claim.most} for update skip locked
    ), other as (
      select id from outbox
      where ${isDue} and not urgent and not ${waitsBehind(sql`true`)}
      order by id limit ${claim.most} - (select count(*) from urgent) for update skip locked
    )
    update outbox set real_next_at = ${new Date(claim.leaseUntil)}, attempts = attempts + 1
    where id = any(array(select id from urgent union all select id from other))
    returning outbox.id, outbox.lead_id, outbox.message, outbox.attempts`.execute(db);
  return rows.toSorted((a, b) => (a.id < b.id ? -1 : 1));
}

export async function markDelivered(db: Db, id: string): Promise<void> {
  await db.updateTable('outbox').set({ state: 'delivered', error: null, realNextAt: null }).where('id', '=', id).execute();
}

/** Marks a message that can never be delivered, with the code of the reason. */
export async function markUndeliverable(db: Db, id: string, error: string): Promise<void> {
  await db.updateTable('outbox').set({ state: 'undeliverable', error, realNextAt: null }).where('id', '=', id).execute();
}

/** Schedules another attempt at a real instant. */
export async function retryAt(db: Db, id: string, realNextAt: number, error: string): Promise<void> {
  await db
    .updateTable('outbox')
    .set({ realNextAt: new Date(realNextAt), error })
    .where('id', '=', id)
    .execute();
}

/** Leads who wait to enter do so under another clock. */
export async function enrolUnderClock(db: Db, clock: ClockSpec): Promise<void> {
  await sql`update outbox set message = jsonb_set(message, '{enrolment,clock}', ${JSON.stringify(clock)}::jsonb)
    where state = 'waiting' and message->>'type' = 'enrol'`.execute(db);
}

/** The engine is available again: messages that wait because it was not are due now. Messages being delivered stay claimed. */
export async function retryNow(db: Db, { realNow, leased }: { realNow: number; leased: number }): Promise<void> {
  await db
    .updateTable('outbox')
    .set({ realNextAt: null })
    .where('state', '=', 'waiting')
    .where('error', '=', 'EngineUnavailable')
    .where('realNextAt', '>', new Date(realNow + leased))
    .execute();
}
