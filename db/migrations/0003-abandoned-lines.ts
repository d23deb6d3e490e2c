import { sql, type Kysely } from 'kysely';

/**
 * A worker may have written lines of a turn that the server then did not take, because a message came in meanwhile; thinking
 * again, the lead writes other ones under the same numbers. Those are what happened: they must not be taken for repeats.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table transitions drop constraint transitions_pkey`.execute(db);
  await sql`
    alter table transitions add constraint transitions_once
      unique nulls not distinct (enrolment_id, visit, n, kind, "from", "to", reason)`.execute(db);
}
