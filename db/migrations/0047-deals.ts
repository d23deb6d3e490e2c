import { sql, type Kysely } from 'kysely';

/**
 * Deals as other systems know them: their own id, a stage of the company's list, a currency. Null in a deal that a salesperson
 * reported before there were stages.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `alter table opportunities add external_id text unique, add stage text, add currency text`,
  `create index on opportunities (lead_id)`,
];
