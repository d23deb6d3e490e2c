import { sql } from 'kysely';
import type { Page } from '../../domain/scoring/engagement.ts';
import type { Instant } from '../../domain/time/clock.ts';
import type { Db, Trx } from '../database.ts';

/** The most pages of a stranger that are saved. */
const MOST_PAGES = 100;

/** A visitor is here. @returns the lead that they are, if that is known */
export async function seeVisitor(trx: Trx, id: string, at: Instant): Promise<string | undefined> {
  const seen = { seenAt: new Date(at) };
  const { leadId } = await trx
    .insertInto('visitors')
    .values({ id, ...seen })
    .onConflict((conflict) => conflict.column('id').doUpdateSet(seen))
    .returning('leadId')
    .executeTakeFirstOrThrow();
  return leadId ?? undefined;
}

export interface PageVisit {
  readonly id: string;
  readonly page: Page;
  readonly at: Instant;
}

/** Saves what a stranger looks at. */
export const savePageVisit = (trx: Trx, visitorId: string, { id, page, at }: PageVisit): Promise<unknown> =>
  sql`insert into page_visits (id, visitor_id, page, at)
    select ${id}::uuid, ${visitorId}::uuid, ${page}, ${new Date(at)}
    where (select count(*) from page_visits where visitor_id = ${visitorId}::uuid) < ${MOST_PAGES}
    on conflict do nothing`.execute(trx);

/** From now on, a visitor is a lead; the last one that was told counts. Nothing happens for a lead that was erased. */
export async function nameVisitor(trx: Trx, id: string, leadId: string, at: Instant): Promise<boolean> {
  const { numAffectedRows = 0n } = await sql`insert into visitors (id, lead_id, seen_at)
    select ${id}::uuid, id, ${new Date(at)} from leads where id = ${leadId}::uuid and erased_at is null
    on conflict (id) do update set lead_id = excluded.lead_id, seen_at = excluded.seen_at`.execute(trx);
  return numAffectedRows > 0n;
}

/** Takes what a visitor looked at while they were a stranger, the oldest first. */
export async function takePageVisits(trx: Trx, visitorId: string): Promise<PageVisit[]> {
  const rows = await trx.deleteFrom('pageVisits').where('visitorId', '=', visitorId).returning(['id', 'page', 'at']).execute();
  return rows.map(({ id, page, at }) => ({ id, page: page as Page, at: at.getTime() })).toSorted((a, b) => a.at - b.at);
}

/** Forgets strangers, and what they looked at, before an instant. */
export async function forgetStrangers(db: Db, before: Instant): Promise<number> {
  const { numDeletedRows } = await db
    .deleteFrom('visitors')
    .where('leadId', 'is', null)
    .where('seenAt', '<', new Date(before))
    .executeTakeFirst();
  return Number(numDeletedRows);
}
