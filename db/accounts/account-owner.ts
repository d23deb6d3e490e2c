import { sql, type RawBuilder } from 'kysely';
import type { Instant } from '../../domain/time/clock.ts';
import type { Db, Trx } from '../database.ts';
import { intoLeadEvents } from '../leads/lead-events.ts';
import { continuingAccount, ownDomainFirst } from './accounts.ts';

/** Finds an account by its id, or by its domain or alias; the kept one, if it was merged. */
export const accountOf = (db: Db, by: { readonly id: string } | { readonly domain: string }) =>
  db
    .selectFrom('accounts')
    .innerJoin('accounts as kept', (join) => join.on('kept.id', '=', continuingAccount))
    .select(['kept.id', 'kept.name', 'kept.ownerId'])
    .where((eb) =>
      'id' in by
        ? eb('accounts.id', '=', by.id)
        : eb.or([eb('accounts.domain', '=', by.domain), eb('accounts.alias', '=', by.domain)]),
    )
    .orderBy((eb) => ('id' in by ? eb.ref('accounts.id') : ownDomainFirst(by.domain)))
    .executeTakeFirst();

/** Sets which rep owns an account; null removes the owner. */
export const setAccountOwner = (db: Db, accountId: string, ownerId: string | null, when: When): Promise<unknown> =>
  giveAccounts(db, sql`accounts.id = ${accountId}`, ownerId, when);

interface When {
  readonly at: Instant;
  /** The name of the person who set it. */
  readonly by?: string | undefined;
}

/** Gives the accounts that match a condition to a rep, and records it in the stories of their leads. */
export const giveAccounts = (db: Db, which: RawBuilder<unknown>, ownerId: string | null, when: When): Promise<unknown> =>
  sql`
    with given as (
      update accounts set owner_id = ${ownerId} where (${which}) and owner_id is distinct from ${ownerId} returning id, name, owner_id as rep_id
    ) ${ownedEvents(when)}`.execute(db);

/** SQL: the story events for the leads of the accounts in `given`. */
const ownedEvents = ({ at, by }: When): RawBuilder<unknown> => sql`
  ${intoLeadEvents}
  select leads.id, ${new Date(at)}::timestamptz, 'accountOwned', ${by ?? null}::text,
    jsonb_build_object('account', given.name, 'rep', reps.name)
  from given join leads on leads.account_id = given.id left join reps on reps.id = given.rep_id`;

interface SaidOwner {
  readonly emailKey: string;
  /** The email address or the name of a rep. */
  readonly accountOwner: string;
}

/** Checks the owners that a file names. @returns each text that does not identify one active rep, with the reason */
export async function ownerFaults(db: Db, texts: readonly string[]): Promise<ReadonlyMap<string, string>> {
  if (texts.length === 0) return new Map();
  const { rows } = await sql<{ text: string; why: string }>`
    select text, case when count(reps.id) = 0 then 'is not a rep’s email address or name'
      when count(reps.id) filter (where active) = 0 then 'has left'
      else 'is the name of several reps: use an email address' end as why
    from (select distinct unnest(${texts}::text[]) as text) as said
    left join reps on lower(text) in (lower(email), lower(name))
    group by text having count(reps.id) filter (where active) <> 1`.execute(db);
  return new Map(rows.map(({ text, why }) => [text, why]));
}

/** Sets the owners that a file names, for accounts without an owner. Texts that do not identify one active rep change nothing. */
export async function setAccountOwners(trx: Trx, leads: readonly SaidOwner[], { at, by }: When): Promise<void> {
  if (leads.length === 0) return;
  await sql`
    with given as (
    update accounts set owner_id = said.rep_id
    from (
      select distinct on (leads.account_id) leads.account_id, rep.id as rep_id
      from jsonb_to_recordset(${JSON.stringify(leads)}::jsonb) as line("emailKey" text, "accountOwner" text)
      join leads on leads.email_key = line."emailKey"
      join lateral (
        select (array_agg(id))[1] as id from reps
        where active and lower(line."accountOwner") in (lower(email), lower(name)) having count(*) = 1
      ) as rep on true
      where leads.account_id is not null order by leads.account_id, leads.id
    ) as said
    where accounts.id = said.account_id and accounts.owner_id is null
    returning id, name, said.rep_id
    ) ${ownedEvents({ at, by })}`.execute(trx);
}
