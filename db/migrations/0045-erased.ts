import { sql, type Kysely } from 'kysely';

/**
 * `erased_addresses`: the SHA-256 of the address of each person who was erased, so that a file can't bring them back.
 * `leads.erased_at`: a lead whose person was erased; the row stays for the numbers.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create table erased_addresses (hash bytea primary key, at timestamptz not null)`.execute(db);
  await sql`alter table leads add column erased_at timestamptz`.execute(db);
}
