import type { Selectable } from 'kysely';
import type { Db } from './database.ts';
import type { DB } from './schema.gen.ts';

export type LeadRow = Selectable<DB['leads']>;

export const leadById = (db: Db, id: string): Promise<LeadRow | undefined> =>
  db.selectFrom('leads').selectAll().where('id', '=', id).executeTakeFirst();

/** The lead of an address, by its matching form (`matchingAddress`). */
export const leadByAddress = (db: Db, emailKey: string): Promise<LeadRow | undefined> =>
  db.selectFrom('leads').selectAll().where('emailKey', '=', emailKey).executeTakeFirst();

/** Leads that may not be mailed because a basis is missing, with the code of the reason. */
export const heldLeads = (db: Db, limit: number) =>
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
    .orderBy('id')
    .limit(limit)
    .execute();

/** Leads whose mailbox is another lead's, in another spelling; they are not contacted. */
export const duplicateLeads = (db: Db, limit: number) =>
  db
    .selectFrom('leads')
    .select(['id', 'email', 'duplicateOf'])
    .where('duplicateOf', 'is not', null)
    .orderBy('id')
    .limit(limit)
    .execute();

export async function countDuplicates(db: Db): Promise<number> {
  const { count } = await db
    .selectFrom('leads')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('duplicateOf', 'is not', null)
    .executeTakeFirstOrThrow();
  return Number(count);
}

/** What a person knows better about a lead. A missing field stays as it is. */
export type Correction = Partial<
  Pick<LeadRow, 'firstName' | 'lastName' | 'title' | 'phone' | 'country' | 'zone' | 'persona' | 'seniority' | 'ownerId'>
>;

/** @returns whether there is such a lead */
export async function correctLead(db: Db, id: string, correction: Correction): Promise<boolean> {
  if (Object.keys(correction).length === 0) return (await leadById(db, id)) !== undefined;
  const [result] = await db.updateTable('leads').set(correction).where('id', '=', id).execute();
  return (result?.numUpdatedRows ?? 0n) > 0n;
}
