import { sql, type Kysely } from 'kysely';
import type { SaidOfCompany } from '../../domain/people/account-values.ts';
import { give } from '../../domain/people/given.ts';

/**
 * Gives each account without a domain one unique name as its lookup key. Accounts with the same name are merged into the oldest one,
 * which gets the strictest suppression that any of them had.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table accounts add column alias text`.execute(db);
  await sql`update accounts set alias = aliases[1]`.execute(db);
  const { rows } = await sql<{ ids: string[] }>`
    select array_agg(id order by created_at, id) as ids from accounts where alias is not null group by alias having count(*) > 1`.execute(
    db,
  );
  for (const { ids } of rows) await join(db, ids);
  await sql`alter table accounts drop column aliases, add unique (alias)`.execute(db);
}

interface Twin {
  readonly given: SaidOfCompany[];
}

async function join(db: Kysely<unknown>, [first, ...others]: readonly string[]): Promise<void> {
  for (const table of ['leads', 'tasks', 'opportunities'])
    await sql`update ${sql.table(table)} set account_id = ${first} where account_id = any(${others}::uuid[])`.execute(db);
  await sql`
    update suppressions set subject = ${first} where scope = 'account' and subject = any(${others}::text[])`.execute(db);
  const { rows } = await sql<Twin>`
    select given from accounts where id = any(${[first, ...others]}::uuid[]) order by created_at, id`.execute(db);
  const given = rows.flatMap((row) => row.given).reduce<readonly SaidOfCompany[]>((known, said) => give(known, said), []);
  const oldest = (column: string) =>
    sql`(array_agg(${sql.ref(column)} order by created_at, id) filter (where ${sql.ref(column)} is not null))[1]`;
  await sql`
    update accounts set given = ${JSON.stringify(given)}, kind = twins.kind, owner_id = twins.owner_id, size = twins.size,
      industry = twins.industry, region = twins.region
    from (
      select coalesce(max(kind) filter (where kind = 'competitor'), max(kind) filter (where kind = 'customer'), max(kind)
          filter (where kind = 'partner'), 'prospect') as kind,
        ${oldest('owner_id')} as owner_id, ${oldest('size')} as size, ${oldest('industry')} as industry, ${oldest('region')} as region
      from accounts where id = any(${[first, ...others]}::uuid[])
    ) as twins
    where id = ${first}`.execute(db);
  await sql`delete from accounts where id = any(${others}::uuid[])`.execute(db);
}
