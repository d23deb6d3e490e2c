import { sql, type RawBuilder } from 'kysely';
import { isAddressHash } from '../../domain/contact/suppression-scope.ts';
import type { Instant } from '../../domain/time/clock.ts';
import type { Channel, SuppressedBy, SuppressionReason } from '../../domain/contact/suppression.ts';
import type { SuppressionScope } from '../../domain/contact/suppression-scope.ts';
import { addressHash, concerning } from './concerning.ts';
import type { Db } from '../database.ts';

export interface SuppressionQuery {
  /** Those that apply to this lead, at any scope. */
  readonly leadId?: string | undefined;
  /** Those of this account and of its domain. */
  readonly account?: { readonly id: string; readonly domain: string | null } | undefined;
  readonly scope?: SuppressionScope | undefined;
  readonly reason?: SuppressionReason | undefined;
  /** Part of an address, a number or a domain; the whole address of a lead; part of the name of an account. */
  readonly text?: string | undefined;
  readonly sort?: 'oldest' | 'newest' | undefined;
  /** Also those that were lifted or have ended. */
  readonly past: boolean;
  readonly after?: string | undefined;
  readonly limit: number;
}

/** SQL: the lead of a suppression of one lead, whatever its program. */
const leadOf = sql<string | null>`case when s.scope in ('lead', 'program') then left(s.subject, 36) end`;

/** SQL: a text as an id; null if it is none. As a text, an id has no index. */
const asId = (text: RawBuilder<string | null>) => sql`case when pg_input_is_valid(${text}, 'uuid') then (${text})::uuid end`;

/** SQL: whom a suppression is about, as people know them. */
const whoOf = sql<string>`coalesce(
  (select email from leads where id = ${asId(leadOf)}), (select name from accounts where s.scope = 'account' and id = ${asId(sql`s.subject`)}),
  s.subject)`;

/** SQL: whether the name of the subject of a suppression contains a text. */
function isAbout(text: string) {
  const part = `%${text.toLowerCase().replaceAll(/[\\%_]/g, String.raw`\$&`)}%`;
  return sql<boolean>`(s.subject like ${part}
    or ${leadOf} in (select id::text from leads where email = ${text.toLowerCase()})
    or s.scope = 'account' and s.subject in (select id::text from accounts where lower(name) like ${part}))`;
}

/** How many suppressions are in force for each reason. */
export async function suppressionsByReason(db: Db, now: Instant) {
  const { rows } = await sql<{ reason: SuppressionReason; count: number }>`
    select reason, count(*)::int as count from suppressions
    where lifted_at is null and (until is null or until > ${new Date(now)}) group by reason order by count desc, reason`.execute(
    db,
  );
  return rows;
}

/** A page of suppressions, by id. */
export async function listSuppressions(db: Db, of: SuppressionQuery, now: Instant) {
  const rows = await db
    .selectFrom('suppressions as s')
    .$if(of.leadId !== undefined, (query) =>
      query.where((ask) =>
        ask.exists(
          ask
            .selectFrom('leads')
            .where('leads.id', '=', of.leadId ?? '')
            .where((eb) => eb.or([concerning('leads'), eb('s.subject', 'like', `${of.leadId}/%`)])),
        ),
      ),
    )
    .$if(of.account !== undefined, (query) =>
      query.where((eb) =>
        eb.or([
          eb.and([eb('s.scope', '=', 'account'), eb('s.subject', '=', of.account!.id)]),
          eb.and([eb('s.scope', '=', 'domain'), eb('s.subject', '=', of.account!.domain ?? '')]),
        ]),
      ),
    )
    .$if(of.scope !== undefined, (query) => query.where('s.scope', '=', of.scope ?? ''))
    .$if(of.reason !== undefined, (query) => query.where('s.reason', '=', of.reason ?? ''))
    .$if(!of.past, (query) =>
      query.where('s.liftedAt', 'is', null).where((eb) => eb.or([eb('s.until', 'is', null), eb('s.until', '>', new Date(now))])),
    )
    .$if(of.text !== undefined, (query) => query.where(isAbout(of.text ?? '')))
    .$if(of.after !== undefined, (query) => query.where('s.id', of.sort === 'newest' ? '<' : '>', of.after ?? ''))
    .selectAll('s')
    .select([whoOf.as('who'), leadOf.as('leadId')])
    .orderBy('s.id', of.sort === 'newest' ? 'desc' : 'asc')
    .limit(of.limit)
    .execute();
  return rows.map(({ scope, channel, reason, setBy, at, until, liftedAt, who, leadId, ...row }) => ({
    ...row,
    who,
    leadId: leadId ?? undefined,
    scope: scope as SuppressionScope,
    channel: channel as Channel | 'all',
    reason: reason as SuppressionReason,
    setBy: setBy as SuppressedBy,
    at: at.getTime(),
    until: until?.getTime(),
    liftedAt: liftedAt?.getTime(),
  }));
}

export const suppressionById = (db: Db, id: string) =>
  db.selectFrom('suppressions').selectAll().where('id', '=', id).executeTakeFirst();

/** The leads that subjects of the scope `address` concern: keys of mailboxes, numbers and hashes of addresses. */
export async function leadsBySubjects(db: Db, subjects: readonly string[]): Promise<ReadonlyMap<string, readonly string[]>> {
  if (subjects.length === 0) return new Map();
  const hashes = subjects.filter((subject) => isAddressHash(subject));
  const { rows } = await sql<{ id: string; subject: string }>`
    select id, email_key as subject from leads where email_key = any(${subjects})
    union select id, phone_key from leads where phone_key = any(${subjects})
    union select id, ${addressHash('leads')} from leads where ${hashes.length > 0} and ${addressHash('leads')} = any(${hashes})`.execute(
    db,
  );
  return new Map(
    [...Map.groupBy(rows, ({ subject }) => subject)].map(([subject, found]) => [subject, found.map(({ id }) => id)]),
  );
}

/** A suppression for a list. */
export interface ListedRow {
  readonly id: string;
  readonly scope: 'address' | 'domain' | 'lead';
  readonly subject: string;
  readonly channel: string;
  readonly reason: string;
  readonly until: Date | null;
}

/** A page of the suppressions in force that a list can hold, by id: of addresses, numbers, domains, and of leads by their address. */
export async function suppressionsForList(db: Db, after: string, limit: number, now: Instant): Promise<readonly ListedRow[]> {
  const { rows } = await sql<ListedRow>`
    select s.id, s.scope, coalesce(leads.email, s.subject) as subject, s.channel, s.reason, s.until
    from suppressions s left join leads on s.scope = 'lead' and leads.id::text = s.subject
    where s.id > ${after}::uuid and s.lifted_at is null and (s.until is null or s.until > ${new Date(now)})
      and s.scope in ('address', 'domain', 'lead') and s.reason <> 'duplicate' and leads.erased_at is null
    order by s.id limit ${limit}`.execute(db);
  return rows;
}
