import { sql } from 'kysely';
import type { Db } from '../database.ts';

/** Why two leads may be one person. */
export type Likeness = 'sameMailbox' | 'sameNumber' | 'sameNameAndCompany';

export interface DuplicateLead {
  readonly id: string;
  readonly email: string;
  readonly other: { readonly id: string; readonly email: string };
  readonly because: readonly Likeness[];
}

/**
 * A page of pairs of leads who may be one person, by the id of the first. Of several alike, each is paired with the next: after a merge,
 * the kept one is paired with the one after it.
 */
export async function duplicateLeads(
  db: Db,
  { after = '00000000-0000-0000-0000-000000000000', limit }: { readonly after?: string | undefined; readonly limit: number },
): Promise<{ readonly items: readonly DuplicateLead[]; readonly next: string | undefined }> {
  const { rows } = await sql<DuplicateLead>`
    with open as (
      select id, phone_key, account_id, lower(first_name) as first_name, lower(last_name) as last_name from leads
      where duplicate_of is null and erased_at is null
    ), alike as (
      select id, lead(id) over (partition by phone_key order by id) as other, 'sameNumber' as because
      from open where phone_key is not null
      union all
      select id, lead(id) over (partition by account_id, first_name, last_name order by id), 'sameNameAndCompany'
      from open where account_id is not null and first_name is not null and last_name is not null
      union all
      -- Until a merge, the two only share a mailbox.
      select duplicate_of, id, 'sameMailbox' from leads as twin
      where duplicate_of is not null and not exists (select from merges where dropped_id = twin.id and undone_at is null)
    ), page as (
      select id, other, jsonb_agg(because order by because) as because from alike
      where other is not null and id > ${after}
      -- The next page begins after the last id, so all pairs of that id are on this one.
      group by id, other order by id
      fetch first ${limit} rows with ties
    )
    select page.id, leads.email, jsonb_build_object('id', twin.id, 'email', twin.email) as other, page.because
    from page join leads on leads.id = page.id join leads as twin on twin.id = page.other order by page.id, page.other`.execute(
    db,
  );
  return { items: rows, next: rows.length < limit ? undefined : rows.at(-1)?.id };
}

/** The pairs that contain a lead, found by its identifying values. */
export async function duplicatesOf(db: Db, leadId: string): Promise<readonly DuplicateLead[]> {
  const { rows } = await sql<DuplicateLead>`
    with one as (select * from leads where id = ${leadId} and duplicate_of is null and erased_at is null),
    alike as (
      select twin.id, 'sameNumber' as because from one join leads as twin on twin.phone_key = one.phone_key
      where twin.duplicate_of is null
      union all
      select twin.id, 'sameNameAndCompany' from one join leads as twin on twin.account_id = one.account_id
      where twin.duplicate_of is null and lower(twin.first_name) = lower(one.first_name) and lower(twin.last_name) = lower(one.last_name)
      union all
      select twin.id, 'sameMailbox' from one join leads as twin on twin.duplicate_of = one.id
      where not exists (select from merges where dropped_id = twin.id and undone_at is null)
    )
    select one.id, one.email, jsonb_build_object('id', twin.id, 'email', twin.email) as other, jsonb_agg(because order by because) as because
    from one, alike join leads as twin on twin.id = alike.id
    where twin.id <> one.id and twin.erased_at is null
    group by one.id, one.email, twin.id, twin.email order by twin.id`.execute(db);
  return rows;
}
