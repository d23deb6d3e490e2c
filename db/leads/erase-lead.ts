import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import type { Instant } from '../../domain/time/clock.ts';
import type { Db, Trx } from '../database.ts';
import { prepared } from '../prepared.ts';
import { personalData, type DataSubject } from './personal-data.ts';

/** Locks a lead, and reads the keys under which rows speak of the person. */
export const lockPerson = (trx: Trx, id: string): Promise<(DataSubject & { erasedAt: Date | null }) | undefined> =>
  trx
    .selectFrom('leads')
    .select(['id', 'email', 'emailKey', 'phoneKey', 'firstName', 'lastName', 'erasedAt'])
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();

/** Locks the leads that were merged into a lead: they are the same person. */
export const lockTwins = (trx: Trx, id: string): Promise<DataSubject[]> =>
  trx
    .selectFrom('leads')
    .select(['id', 'email', 'emailKey', 'phoneKey', 'firstName', 'lastName'])
    .where('duplicateOf', '=', id)
    .where('erasedAt', 'is', null)
    .forUpdate()
    .execute();

/** Erases a person from every table. @returns how many rows each table lost or had changed */
export async function erasePerson(trx: Trx, person: DataSubject): Promise<Readonly<Record<string, number>>> {
  const counts: Record<string, number> = {};
  for (const [table, { rows, set }] of Object.entries(personalData)) {
    const change = set ? sql`update ${sql.table(table)} set ${set(person)}` : sql`delete from ${sql.table(table)}`;
    const { numAffectedRows = 0n } = await sql`${change} where ${rows(person)}`.execute(trx);
    if (numAffectedRows > 0n) counts[table] = Number(numAffectedRows);
  }
  return counts;
}

/** Everything that Postgres holds about a person, by table. @param selves the person under each of their addresses and leads */
export async function personalRows(
  db: Db,
  selves: readonly DataSubject[],
): Promise<Readonly<Record<string, readonly unknown[]>>> {
  const found: Record<string, readonly unknown[]> = {};
  for (const [table, { rows, hidden = [] }] of Object.entries(personalData)) {
    const { rows: all } = await sql<{ row: unknown }>`
      select to_jsonb(t) - ${sql.val(hidden)}::text[] as row from ${sql.table(table)} as t
      where ${sql.join(selves.map(rows), sql` or `)}`.execute(db);
    if (all.length > 0) found[table] = all.map(({ row }) => row);
  }
  return found;
}

export const markErased = (trx: Trx, { id, emailKey }: DataSubject, at: Instant): Promise<unknown> =>
  sql`
    with remembered as (
      insert into erased_addresses (hash, at) values (${hashOf(emailKey)}, ${new Date(at)})
      on conflict (hash) do update set at = excluded.at
    )
    update leads set erased_at = ${new Date(at)} where id = ${id}::uuid`.execute(trx);

/** Those of some mailboxes whose owner was erased. */
export async function erasedAmong(db: Db, emailKeys: readonly string[]): Promise<ReadonlySet<string>> {
  if (emailKeys.length === 0) return new Set();
  const byHash = new Map(emailKeys.map((key) => [hashOf(key).toString('hex'), key]));
  const { rows } = await sql<{ hash: Buffer }>`
    select hash from erased_addresses where hash = any(${emailKeys.map(hashOf)}::bytea[])`.execute(db);
  return new Set(rows.map(({ hash }) => byHash.get(hash.toString('hex'))!));
}

/** A person who comes back by their own act may be saved again. @param at when they did it; an act from before their erasure brings nobody back */
export const forgetErasure = (trx: Trx, emailKey: string, at: Instant): Promise<unknown> =>
  sql`${prepared} delete from erased_addresses where hash = ${hashOf(emailKey)} and at <= ${new Date(at)}`.execute(trx);

const hashOf = (emailKey: string): Buffer => createHash('sha256').update(emailKey).digest();
