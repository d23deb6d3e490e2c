import { sql, type Insertable, type RawBuilder, type Selectable, type Updateable } from 'kysely';
import type { FunnelStage } from '../../domain/lead/funnel.ts';
import type { Instant } from '../../domain/time/clock.ts';
import type { Db, Trx } from '../database.ts';
import { prepared } from '../prepared.ts';
import { anyOf } from '../table-of.ts';
import type { DB } from '../schema.gen.ts';
import type { PageAfter } from '../page.ts';

export type LeadRow = Selectable<DB['leads']>;

export const leadById = (db: Db, id: string): Promise<LeadRow | undefined> =>
  db.selectFrom('leads').selectAll().where('id', '=', id).executeTakeFirst();

/** SQL: the id of the lead that continues in the place of the row of `leads`: itself, unless it was merged into another one. */
export const continuing = sql<string>`coalesce(leads.duplicate_of, leads.id)`;

/** SQL: who has, or had, an address with one of these matching forms: `email_key`, and `id`, the lead that continues. */
export const havingAddress = (emailKeys: readonly string[]): RawBuilder<unknown> => sql`(
  select email_key, ${continuing} as id from leads where email_key = any(${emailKeys}::text[])
  union all
  select email_key, lead_id from former_addresses as former where email_key = any(${emailKeys}::text[])
    and not exists (select from leads where leads.email_key = former.email_key)
)`;

/** The lead that has or had an address, by its matching form (`matchingAddress`); the kept one, if it was merged. */
export const leadByAddress = (db: Db, emailKey: string): Promise<LeadRow | undefined> =>
  db
    .selectFrom('leads')
    .selectAll()
    .where('id', '=', sql<string>`(select holder.id from ${havingAddress([emailKey])} as holder)`)
    .executeTakeFirst();

/** The id of the lead that continues in the place of a lead; undefined if there is no such lead. */
export async function continuingLead(db: Db, id: string): Promise<string | undefined> {
  const row = await db.selectFrom('leads').select(continuing.as('id')).where('id', '=', id).executeTakeFirst();
  return row?.id;
}

/** The leads of mailboxes, by the matching forms of their addresses. */
export async function leadsByKeys(db: Db, emailKeys: readonly string[]): Promise<{ id: string; emailKey: string }[]> {
  const { rows } = await sql<{ id: string; emailKey: string }>`
    select id, email_key from ${havingAddress(emailKeys)} as holder order by id`.execute(db);
  return rows;
}

interface Named {
  readonly ids: readonly string[];
  /** The matching forms of addresses. */
  readonly emailKeys: readonly string[];
}

/** A lead as it was named. */
export interface NamedLead {
  readonly id: string;
  readonly named: string;
  readonly emailKey: string;
}

/** The leads that have one of these ids or addresses: under which id each continues. */
export async function leadsNamed(db: Db, { ids, emailKeys }: Named): Promise<NamedLead[]> {
  const { rows } = await sql<NamedLead>`${prepared}
    select ${continuing} as id, leads.id as named, email_key from leads where leads.id = any(${ids}::uuid[])
    union
    select id, id, email_key from ${havingAddress(emailKeys)} as holder`.execute(db);
  return rows;
}

/** Leads that may not get emails because a consent basis is missing, with the code of the reason. */
export const heldLeads = (db: Db, { after, limit }: PageAfter) =>
  db
    .selectFrom('leads')
    .select(['id', 'email', 'source', 'held'])
    .select((eb) =>
      eb
        .selectFrom('confirmations')
        .whereRef('confirmations.emailKey', '=', 'leads.emailKey')
        .where('state', '=', 'waiting')
        .select((sub) => sub.fn.max('expiresAt').as('expiresAt'))
        .as('confirmableUntil'),
    )
    .where('held', 'is not', null)
    .$if(after !== undefined, (query) => query.where('id', '>', after!))
    .orderBy('id')
    .limit(limit)
    .execute();

/** How many leads share the mailbox of another lead, and were not merged with it. */
export async function countDuplicates(db: Db): Promise<number> {
  const { count } = await db
    .selectFrom('leads')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('duplicateOf', 'is not', null)
    .where('id', 'not in', (eb) => eb.selectFrom('merges').select('droppedId').where('undoneAt', 'is', null))
    .executeTakeFirstOrThrow();
  return Number(count);
}

/** Gives a lead to a rep. */
export const setLeadOwner = (db: Db, id: string, ownerId: string, at: Instant): Promise<unknown> =>
  giveLeads(db, sql`leads.id = ${id}`, ownerId, { at });

/** Gives the leads that match a condition to a rep; null removes their owner. @returns how many changed */
export async function giveLeads(
  db: Db,
  which: RawBuilder<unknown>,
  ownerId: string | null,
  { at, by }: { readonly at: Instant; readonly by?: string | undefined },
): Promise<number> {
  const { numAffectedRows = 0n } = await sql`
    with given as (
      update leads set owner_id = ${ownerId} where (${which}) and owner_id is distinct from ${ownerId} returning id
    )
    insert into lead_events (lead_id, at, kind, by, data)
    select id, ${new Date(at)}::timestamptz, 'owned', ${by ?? null}::text, jsonb_build_object('rep', (select name from reps where id = ${ownerId})) from given`.execute(
    db,
  );
  return Number(numAffectedRows);
}

/** Saves why leads are held, null for those that are not. @returns the leads for which that changed */
export async function setHeld(
  trx: Trx,
  held: ReadonlyMap<string, string | null>,
): Promise<{ id: string; held: string | null }[]> {
  const lines = JSON.stringify([...held].map(([id, reason]) => ({ id, reason })));
  const { rows } = await sql<{ id: string; held: string | null }>`${prepared}
    update leads set held = row.reason from jsonb_to_recordset(${lines}::jsonb) as row(id uuid, reason text)
    where leads.id = ${anyOf([...held.keys()])} and leads.id = row.id and leads.held is distinct from row.reason returning leads.id, leads.held`.execute(
    trx,
  );
  return rows;
}

/** Assigns a lead to an account, unless it already belongs to one. */
export const joinAccount = (db: Db, leadId: string, accountId: string): Promise<unknown> =>
  db.updateTable('leads').set({ accountId }).where('id', '=', leadId).where('accountId', 'is', null).execute();

/** What was said about a lead; the lead is locked until the transaction ends. */
export const lockSaid = (trx: Trx, id: string) =>
  trx
    .selectFrom('leads')
    .select(['id', 'email', 'emailKey', 'accountId', 'given', 'zone', 'country'])
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();

/** Puts a lead back into a stage, which it does not reach once more. @param since since when it had been in it, as Postgres writes it */
export async function returnToStage(trx: Trx, id: string, stage: FunnelStage, since: string): Promise<void> {
  await sql`select set_config('trellis.goes_back', 'yes', true)`.execute(trx);
  await trx
    .updateTable('leads')
    .set({ stage, stageAt: sql<Date>`${since}::timestamptz` })
    .where('id', '=', id)
    .where('stage', '<>', stage)
    .execute();
}

export const updateLead = (trx: Trx, id: string, values: Updateable<DB['leads']>): Promise<unknown> =>
  trx.updateTable('leads').set(values).where('id', '=', id).execute();

/** @returns false if a lead with this mailbox exists */
export const insertLead = async (trx: Trx, lead: Insertable<DB['leads']>): Promise<boolean> =>
  (await trx
    .insertInto('leads')
    .values(lead)
    .onConflict((conflict) => conflict.column('emailKey').doNothing())
    .returning('id')
    .executeTakeFirst()) !== undefined;

/** The time zone of a lead. */
export const zoneOfLead = async (db: Db, id: string): Promise<string> =>
  (await db.selectFrom('leads').select('zone').where('id', '=', id).executeTakeFirstOrThrow()).zone;
