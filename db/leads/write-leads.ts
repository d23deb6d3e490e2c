import { sql, type Selectable } from 'kysely';
import type { Db, Trx } from '../database.ts';
import { prepared } from '../prepared.ts';
import { anyOf } from '../table-of.ts';
import type { DB } from '../schema.gen.ts';
import type { LeadValues, SaidOfPerson } from '../../domain/people/lead-values.ts';
import type { Instant } from '../../domain/time/clock.ts';

interface InsertedLead {
  readonly id: string;
  readonly emailKey: string;
  /** Why it may not get email, if a consent basis is missing. */
  readonly held: string | null;
}

/** A lead with its account, and with the row that it has already. */
interface Placed {
  readonly mailbox: { readonly email: string; readonly emailKey: string; readonly source: string };
  readonly values: LeadValues;
  readonly given: readonly SaidOfPerson[];
  readonly accountId: string | null;
  /** Why it may not get email. */
  readonly held: string | undefined;
  readonly existing: { readonly id: string; readonly accountId: string | null } | undefined;
  readonly isChanged: boolean;
  readonly changes: Partial<LeadValues>;
}

const columns = sql.raw(
  `first_name text, last_name text, title text, phone text, country text, zone text, zone_sure boolean, persona text, seniority text, fields jsonb, given jsonb, account_id uuid`,
);
const columnsOf = ({ firstName, lastName, zoneSure, ...same }: Partial<LeadValues>) => ({
  ...same,
  first_name: firstName,
  last_name: lastName,
  zone_sure: zoneSure,
});

/** Inserts leads, except those that another transaction has just inserted. @returns the inserted ones by mailbox */
export async function insertLeads(
  trx: Trx,
  leads: readonly Placed[],
  { at, newId }: { readonly at: Instant; readonly newId: () => string },
): Promise<Map<string, InsertedLead>> {
  if (leads.length === 0) return new Map();
  const now = new Date(at);
  const rows = leads.map(({ mailbox, values, given, accountId, held }) => ({
    ...columnsOf(values),
    given,
    account_id: accountId,
    id: newId(),
    email: mailbox.email,
    email_key: mailbox.emailKey,
    source: mailbox.source,
    held,
  }));
  const { rows: inserted } = await sql<InsertedLead>`${prepared}
    insert into leads (id, email, email_key, first_name, last_name, title, phone, country, zone, zone_sure, persona, seniority, fields, given, account_id,
      source, stage, stage_at, held, created_at)
    select id, email, email_key, first_name, last_name, title, phone, country, zone, zone_sure, persona, seniority, fields, given, account_id,
      source, 'inquiry', ${now}::timestamptz, held, ${now}::timestamptz
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      as row(id uuid, email text, email_key text, source text, held text, ${columns})
    order by email_key
    on conflict (email_key) do nothing
    returning id, email_key, held`.execute(trx);
  return new Map(inserted.map((lead) => [lead.emailKey, lead]));
}

/** Saves what changed in existing leads. @returns the ids of the leads that changed */
export async function updateLeads(trx: Trx, leads: readonly Placed[]): Promise<string[]> {
  const rows = leads
    .filter(({ isChanged, accountId, existing }) => isChanged || accountId !== existing!.accountId)
    .map(({ existing, given, accountId, changes }) => ({
      ...columnsOf(changes),
      id: existing!.id,
      given,
      account_id: accountId,
    }));
  if (rows.length === 0) return [];
  await sql`${prepared}
    update leads set given = row.given, account_id = row.account_id,
      first_name = coalesce(row.first_name, leads.first_name), last_name = coalesce(row.last_name, leads.last_name),
      title = coalesce(row.title, leads.title), phone = coalesce(row.phone, leads.phone), country = coalesce(row.country, leads.country),
      zone = coalesce(row.zone, leads.zone), zone_sure = coalesce(row.zone_sure, leads.zone_sure),
      persona = coalesce(row.persona, leads.persona), seniority = coalesce(row.seniority, leads.seniority),
      fields = coalesce(row.fields, leads.fields)
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as row(id uuid, ${columns})
    where leads.id = ${anyOf(rows.map(({ id }) => id))} and leads.id = row.id`.execute(trx);
  return rows.map(({ id }) => id);
}

/** The former mailboxes of leads, and those of leads that were merged into others, with the mailbox of the lead that continues. */
export async function continuingMailboxes(db: Db, emailKeys: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const named = anyOf(emailKeys, 'text');
  const { rows } = await sql<{ emailKey: string; continuesAs: string }>`${prepared}
    select dropped.email_key, kept.email_key as continues_as from leads as dropped join leads as kept on kept.id = dropped.duplicate_of
    where dropped.email_key = ${named}
    union all
    select former.email_key, leads.email_key from former_addresses as former join leads on leads.id = former.lead_id
    where former.email_key = ${named} and not exists (select from leads where leads.email_key = former.email_key)`.execute(db);
  return new Map(rows.map(({ emailKey, continuesAs }) => [emailKey, continuesAs]));
}

type KnownLead = Pick<Selectable<DB['leads']>, 'id' | 'email' | 'emailKey' | 'given' | 'zone' | 'accountId' | 'held'>;

/**
 * What was said about the leads of these mailboxes, by mailbox; the leads are locked until the transaction ends. It locks them in one
 * order, so that two imports of the same people cannot deadlock.
 */
export async function lockLeads(trx: Trx, emailKeys: readonly string[]): Promise<Map<string, KnownLead>> {
  const { rows } = await sql<KnownLead>`${prepared}
    select id, email, email_key, given, zone, account_id, held from leads
    where email_key = ${anyOf(emailKeys, 'text')} order by email_key for update`.execute(trx);
  return new Map(rows.map((row) => [row.emailKey, row]));
}
