import { sql, type Kysely } from 'kysely';

/** An import is seen while it runs, can be looked at afterwards, and is an audience. */
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
  // Without foreign keys: checking two of them for each lead takes longer than all else here, and both rows are written beside it.
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
