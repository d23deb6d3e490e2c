import { sql, type Kysely } from 'kysely';

/**
 * When the next rung of an overdue task that no program waits for is due: infinity if it has reached the last one, null if nobody has
 * computed it since its clock began or moved.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table tasks add column climbs_at timestamptz`.execute(db);
}
