import { sql } from 'kysely';
import type { Db } from '../database.ts';

/** SQL: the name of the row `leads`; without one, its address. */
export const leadName = sql<string>`coalesce(nullif(concat_ws(' ', leads.first_name, leads.last_name), ''), leads.email)`;

/** The names of those of these ids that leads have. */
export const namesOfLeads = async (db: Db, ids: readonly string[]): Promise<{ id: string; name: string }[]> =>
  ids.length === 0
    ? []
    : await db
        .selectFrom('leads')
        .select(['id', leadName.as('name')])
        .where(sql<boolean>`id = any(${[...new Set(ids)]}::uuid[])`)
        .execute();
