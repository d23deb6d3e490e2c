import { sql } from 'kysely';
import type { Instant } from '../../domain/time/clock.ts';
import type { LeadEvent } from '../../domain/lead/lead-events.ts';
import type { Db, Trx } from '../database.ts';
import { intoLeadEvents } from '../leads/lead-events.ts';
import type { Moving } from './moved-rows.ts';
import type { RowImage } from './row-changes.ts';

const account = { column: 'account_id' } as const;

/** What of a dropped account goes over to the kept one; a test holds that every table that names an account is here. */
export const rowsOfAccount: Readonly<Record<string, Moving>> = {
  leads: account,
  tasks: account,
  opportunities: account,
  brakes: account,
  // Whatever was merged into the dropped account before.
  accounts: { column: 'duplicate_of' },
};

/** Both accounts as they are, and what is closed for them. */
export async function imageOfAccounts(trx: Trx, keptId: string, droppedId: string): Promise<RowImage[]> {
  const { rows } = await sql<RowImage>`
    select 'accounts' as table, jsonb_build_object('id', id) as key, to_jsonb(r) as row from accounts as r
      where id in (${keptId}, ${droppedId})
    union all select 'suppressions', jsonb_build_object('id', id), to_jsonb(r) from suppressions as r
      where scope = 'account' and subject in (${keptId}, ${droppedId})`.execute(trx);
  return rows;
}

/** Locks two accounts in the order of their ids. */
export const lockAccounts = (trx: Trx, ids: readonly [string, string]) =>
  trx.selectFrom('accounts').selectAll().where('id', 'in', ids).orderBy('id').forUpdate().execute();

/** The tasks and deals of people who went back to an account are there as well, also those from after the merge. */
export async function followPeople(trx: Trx, { from, to }: { readonly from: string; readonly to: string }): Promise<void> {
  for (const table of ['tasks', 'opportunities'])
    await sql`
      update ${sql.table(table)} as t set account_id = ${to} from leads
      where leads.id = t.lead_id and leads.account_id = ${to} and t.account_id = ${from}`.execute(trx);
}

/** How many notes there are about the people of an account. */
export async function countNotes(db: Db, accountId: string): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from notes join leads on leads.id = notes.lead_id where leads.account_id = ${accountId}`.execute(
    db,
  );
  return rows[0]?.count ?? 0;
}

/** Saves an event in the story of everybody who works at some accounts. */
export const recordForPeople = (
  trx: Trx,
  accountIds: readonly string[],
  { at, by, kind, data }: LeadEvent & { readonly at: Instant; readonly by: string },
): Promise<unknown> =>
  sql`
    ${intoLeadEvents}
    select id, ${new Date(at)}::timestamptz, ${kind}::text, ${by}::text, ${JSON.stringify(data)}::jsonb
    from leads where account_id = any(${accountIds}::uuid[]) and erased_at is null and duplicate_of is null`.execute(trx);
