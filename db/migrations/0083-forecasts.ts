import { sql, type Kysely } from 'kysely';

/**
 * What the simulator expects of each month: it takes minutes, so it runs in the background, and its result is saved. `run` and `told_at`,
 * the last sign of life, are null unless a run is under way.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create table forecasts (
    month text primary key,
    is_due boolean not null default true,
    run uuid,
    progress text,
    told_at timestamptz,
    ended_at timestamptz,
    answer jsonb,
    failed text
  )`.execute(db);
}
