import { sql, type Kysely } from 'kysely';

/** An import is visible while it runs and afterwards, and is an audience. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `alter table imports
    add column state text not null default 'done' check (state in ('running', 'done', 'failed')),
    add column duplicates integer not null default 0,
    add column failure text,
    add column reading jsonb`,
  `alter table imports alter column state drop default, alter column duplicates drop default`,
  // No foreign keys: checking two for each lead takes longer than the rest, and both rows are written together with this one.
  `create table import_leads (
    import_id uuid not null,
    lead_id uuid not null,
    primary key (import_id, lead_id)
  )`,
  `alter table import_rejections
    add column "column" text,
    add column costs text not null default 'row' check (costs in ('row', 'cell')),
    drop constraint import_rejections_pkey,
    add column n integer generated always as identity primary key`,
  `alter table import_rejections alter column costs drop default`,
  `create index on import_rejections (import_id, n)`,
];
