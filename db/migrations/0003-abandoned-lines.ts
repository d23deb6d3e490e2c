import { sql, type Kysely } from 'kysely';

/**
 * A workflow task can fail to commit after its local activity wrote journal lines, because a message arrived in the meantime. The retry
 * may write different lines with the same (visit, n), so the whole line is unique, not its number.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table transitions drop constraint transitions_pkey`.execute(db);
  await sql`
    alter table transitions add constraint transitions_once
      unique nulls not distinct (enrolment_id, visit, n, kind, "from", "to", reason)`.execute(db);
}
