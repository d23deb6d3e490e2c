import { sql } from 'kysely';
import type { Instant } from '../../domain/time/clock.ts';
import type { IncomingMailState } from '../columns.ts';
import type { Db } from '../database.ts';
import type { PageAfter } from '../page.ts';

/** A message as it arrived. */
export interface RawMail {
  readonly id: string;
  /** SHA-256 of the envelope address and the bytes, so that the same message is saved only once. */
  readonly hash: Buffer;
  readonly envelopeTo: string | undefined;
  readonly receivedAt: Instant;
  readonly raw: Buffer;
}

/** What is known about a message after reading it. */
export interface MailResult {
  readonly state: IncomingMailState;
  readonly kind?: string | null | undefined;
  /** Why it waits for a person, or whose fault a bounce is. */
  readonly because?: string | null | undefined;
  readonly leadId?: string | null | undefined;
  readonly touchKey?: string | null | undefined;
}

/** Real seconds for which the reader of a message has it to itself. */
const LEASE = 120;
/** After this many interruptions, a message is not read again. */
const MOST_ATTEMPTS = 3;

/** Saves a message before it is read. @returns the earlier result, if it was saved before */
export async function saveMail(db: Db, { receivedAt, envelopeTo, ...mail }: RawMail): Promise<MailResult | undefined> {
  const row = { ...mail, envelopeTo: envelopeTo ?? null, receivedAt: new Date(receivedAt), attempts: 1 };
  const saved = await db
    .insertInto('incomingMails')
    .values({ ...row, realReadBy: sql<Date>`clock_timestamp() + make_interval(secs => ${LEASE})` })
    .onConflict((conflict) => conflict.column('hash').doNothing())
    .returning('id')
    .executeTakeFirst();
  if (saved) return undefined;
  const known = await db
    .selectFrom('incomingMails')
    .select(['state', 'kind', 'because', 'leadId', 'touchKey'])
    .where('hash', '=', mail.hash)
    .executeTakeFirstOrThrow();
  return {
    state: known.state,
    kind: known.kind ?? undefined,
    because: known.because ?? undefined,
    leadId: known.leadId ?? undefined,
  };
}

/** Claims the oldest message whose reading was interrupted. After too many interruptions, a message is marked as unreadable. */
export async function claimUnreadMail(db: Db): Promise<RawMail | undefined> {
  await db
    .updateTable('incomingMails')
    .set({ state: 'unreadable', because: 'interrupted' })
    .where('state', '=', 'unread')
    .where('attempts', '>=', MOST_ATTEMPTS)
    .where('realReadBy', '<', sql<Date>`clock_timestamp()`)
    .execute();
  const { rows } = await sql<{ id: string; hash: Buffer; envelopeTo: string | null; receivedAt: Date; raw: Buffer }>`
    update incoming_mails set attempts = attempts + 1, real_read_by = clock_timestamp() + make_interval(secs => ${LEASE})
    where id in (
      select id from incoming_mails where state = 'unread' and real_read_by < clock_timestamp()
      order by received_at limit 1 for update skip locked
    )
    returning id, hash, envelope_to, received_at, raw`.execute(db);
  const [row] = rows;
  return row && { ...row, envelopeTo: row.envelopeTo ?? undefined, receivedAt: row.receivedAt.getTime() };
}

/**
 * Saves the result of reading a message, unless it was settled in the meantime.
 * @param from the states from which it may be settled
 * @param message the message as it was read, saved as JSON
 * @returns whether it was in one of these states
 */
export async function settleMail(
  db: Db,
  { id, from }: { readonly id: string; readonly from: readonly IncomingMailState[] },
  result: MailResult,
  message?: object,
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('incomingMails')
    .set({
      state: result.state,
      kind: result.kind ?? null,
      because: result.because ?? null,
      leadId: result.leadId ?? null,
      touchKey: result.touchKey ?? null,
      message: message && JSON.stringify(message),
    })
    .where('id', '=', id)
    .where('state', 'in', from)
    .executeTakeFirstOrThrow();
  return numUpdatedRows > 0n;
}

/** Which messages to list. */
export interface MailFilter extends PageAfter {
  readonly state: IncomingMailState;
  readonly kind?: string | undefined;
  readonly because?: string | undefined;
  /** Only messages about this rep's leads: those that they own, or have an open task for. */
  readonly ofRep?: string | undefined;
}

const isLeadOf = (repId: string) => sql<boolean>`exists (
  select from leads where leads.id = incoming_mails.lead_id and (leads.owner_id = ${repId}
    or exists (select from tasks where tasks.lead_id = leads.id and tasks.state = 'open' and tasks.assignee_id = ${repId})))`;

const shown = (column: 'from' | 'subject') => sql<string | null>`incoming_mails.message ->> ${sql.lit(column)}`.as(column);

/** Messages in a state, newest first, without their texts. */
export async function listMails(db: Db, { state, kind, because, ofRep, after, limit }: MailFilter) {
  const rows = await db
    .selectFrom('incomingMails')
    .select(['id', 'receivedAt', 'state', 'kind', 'because', 'leadId', 'touchKey', shown('from'), shown('subject')])
    .where('state', '=', state)
    .$if(kind !== undefined, (query) => query.where('kind', '=', kind!))
    .$if(because !== undefined, (query) => query.where('because', '=', because!))
    .$if(ofRep !== undefined, (query) => query.where(isLeadOf(ofRep!)))
    .$if(after !== undefined, (query) =>
      query.where(
        sql<boolean>`(received_at, id) < (select received_at, id from incoming_mails as last where last.id = ${after!})`,
      ),
    )
    .orderBy('receivedAt', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .execute();
  return rows.map(({ receivedAt, ...row }) => ({ ...row, receivedAt: receivedAt.getTime() }));
}

/** One message, with everything that was read. @param ofRep only if it is about a lead of this rep */
export const mailById = async (db: Db, id: string, ofRep?: string) =>
  await db
    .selectFrom('incomingMails')
    .select(['id', 'receivedAt', 'envelopeTo', 'state', 'kind', 'because', 'leadId', 'touchKey', 'message', 'raw'])
    .where('id', '=', id)
    .$if(ofRep !== undefined, (query) => query.where(isLeadOf(ofRep!)))
    .executeTakeFirst();
