import { sql, type Kysely } from 'kysely';
import { asciiDomain, isPlausibleAddress, matchingAddress, normaliseAddress } from '../../domain/people/address.ts';

/**
 * Normalises every address. Leads that turn out to share a mailbox remain separate, because workflows, touches and tasks refer to
 * them: one continues, with the more restrictive contactability of both; the others refer to it in `duplicate_of`, and are no longer
 * contacted. `leads.duplicates` lists them.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table leads add column duplicate_of uuid references leads`.execute(db);
  await sql`create index on leads (duplicate_of) where duplicate_of is not null`.execute(db);
  await sql`create temporary table new_addresses (id uuid primary key, email text, email_key text) on commit drop`.execute(db);
  await normaliseLeads(db);
  await normaliseSuppressions(db);
  for (const statement of merges) await sql.raw(statement).execute(db);
}

const PAGE = 5_000;
const FIRST = '00000000-0000-0000-0000-000000000000';

interface Addressed {
  readonly id: string;
  readonly email: string;
}

async function normaliseLeads(db: Kysely<unknown>): Promise<void> {
  for (let after = FIRST; ;) {
    const { rows } = await sql<Addressed>`select id, email from leads where id > ${after} order by id limit ${PAGE}`.execute(db);
    const known = rows.filter(({ email }) => isPlausibleAddress(email));
    await sql`
      insert into new_addresses
      select * from unnest(
        ${known.map(({ id }) => id)}::uuid[], ${known.map(({ email }) => normaliseAddress(email))}::text[],
        ${known.map(({ email }) => matchingAddress(email))}::text[])`.execute(db);
    const last = rows.at(-1);
    if (!last || rows.length < PAGE) return;
    after = last.id;
  }
}

async function normaliseSuppressions(db: Kysely<unknown>): Promise<void> {
  const { rows } = await sql<{ id: string; scope: 'address' | 'domain'; subject: string }>`
    select id, scope, subject from suppressions where scope in ('address', 'domain')`.execute(db);
  for (const { id, scope, subject } of rows) {
    const form = scope === 'domain' ? asciiDomain(subject) : isPlausibleAddress(subject) ? matchingAddress(subject) : undefined;
    if (form !== undefined && form !== subject) await sql`update suppressions set subject = ${form} where id = ${id}`.execute(db);
  }
}

/** Program time; the wall clock's in a database without a clock. */
const now = `coalesce((select origin + (clock_timestamp() - real_origin) * speed from clock), clock_timestamp())`;
const pairs = `leads as twin join leads as lead on lead.id = twin.duplicate_of`;

const merges = [
  // A lead in a program continues rather than one in none; otherwise the older lead.
  `update leads set duplicate_of = ranked.goes_on, email_key = 'duplicate/' || leads.id
    from (
      select id, first_value(id) over (partition by email_key order by is_living desc, id) as goes_on
      from new_addresses cross join lateral (
        select exists (select from enrolments where lead_id = new_addresses.id and state in ('waiting', 'running', 'parked')) as is_living
      ) as life
    ) as ranked
    where leads.id = ranked.id and ranked.goes_on <> ranked.id`,
  `update leads set email = new_addresses.email, email_key = case when duplicate_of is null then new_addresses.email_key else leads.email_key end
    from new_addresses
    where leads.id = new_addresses.id and (leads.email, leads.email_key) is distinct from (new_addresses.email, new_addresses.email_key)`,
  // Channels closed for one of them are closed for the lead that continues.
  `insert into suppressions (id, scope, subject, channel, reason, set_by, at, until)
    select gen_random_uuid(), s.scope, lead.id::text, s.channel, s.reason, s.set_by, s.at, s.until
    from ${pairs} join suppressions as s on s.scope = 'lead' and s.subject = twin.id::text and s.lifted_at is null`,
  // Consents end when the earliest-ending ones of the leads do.
  `update consents set expires_at = least(consents.expires_at, shortest.until)
    from (
      select twin.duplicate_of as lead_id, min(case when twin.held is not null then ${now} else lasts.until end) as until
      from leads as twin cross join lateral (
        select max(coalesce(expires_at, 'infinity')) as until from consents where lead_id = twin.id and purpose = 'marketing'
      ) as lasts
      where twin.duplicate_of is not null group by 1
    ) as shortest
    where consents.lead_id = shortest.lead_id and purpose = 'marketing' and shortest.until < 'infinity'`,
  `update leads as lead set held = twin.held from leads as twin
    where lead.id = twin.duplicate_of and lead.held is null and twin.held is not null`,
  `insert into suppressions (id, scope, subject, channel, reason, set_by, at)
    select gen_random_uuid(), 'lead', id::text, 'all', 'duplicate', 'system', ${now} from leads where duplicate_of is not null`,
];
