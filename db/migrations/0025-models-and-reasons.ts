import { sql, type Kysely } from 'kysely';

/**
 * The scores by models other than the deciding one, whose score remains in `scores`; and for each report, the code of the reason that
 * the rep chose.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `create table model_scores (
    lead_id uuid not null references leads,
    model text not null,
    fit integer not null,
    interest_at timestamptz not null,
    by_kind jsonb not null,
    hot boolean not null,
    first_ready_at timestamptz,
    primary key (lead_id, model)
  )`,
  `alter table dispositions add column reason text`,
];
