import { sql, type RawBuilder } from 'kysely';
import type { Db, Trx } from '../../db/database.ts';
import { living, sent } from '../../db/states.ts';
import { CliError } from '../cli-error.ts';
import { reachReadyDatabase } from '../reach-database.ts';
import type { People } from './people.ts';

export interface DatabaseLeads {
  /** Leads with this source, or all. */
  readonly source?: string;
  /** At most so many, chosen by the seed. */
  readonly most?: number;
  readonly seed: number;
}

/** The leads of the database that `DATABASE_URL` names. They are read in one transaction that may not write. */
export const peopleOfDatabase = (asked: DatabaseLeads): People => ({
  async come(_, { db: copy }) {
    const original = await reachReadyDatabase();
    try {
      return await original
        .transaction()
        .setIsolationLevel('repeatable read')
        .setAccessMode('read only')
        .execute(async (trx) => await copied(trx, copy, asked));
    } finally {
      await original.destroy();
    }
  },
});

async function copied(original: Trx, copy: Db, { source, most = 10_000, seed }: DatabaseLeads): Promise<string> {
  const { rows } = await sql<{ id: string; busy: boolean }>`
    select id, exists (select from enrolments where lead_id = leads.id and state in ${living}) as busy
    from leads where ${source ?? null}::text is null or source = ${source ?? null}
    order by md5(id::text || ${String(seed)}) limit ${most}`.execute(original);
  const ids = rows.filter(({ busy }) => !busy).map(({ id }) => id);
  const busy = rows.length - ids.length;
  if (ids.length === 0)
    throw new CliError(
      'badArgument',
      `--from-database: there are no leads${source === undefined ? '' : ` from "${source}"`} outside of programs (${busy} are in one).`,
    );
  const reps = await sameReps(original, copy);
  for (const { table, where } of tablesOf(ids)) await copyRows(original, copy, table, where, reps);
  return `${ids.length} leads of the database${busy > 0 ? `, without ${busy} in a program` : ''}`;
}

/** What decides how a lead is treated, in the order of the references: what was sent to them before belongs to it. */
function tablesOf(ids: readonly string[]): { readonly table: string; readonly where: RawBuilder<unknown> }[] {
  const ofLeads = sql`lead_id = any(${ids}::uuid[])`;
  const sentTouches = sql`${ofLeads} and state in ${sent}`;
  const enrolments = sql`id in (select enrolment_id from touches where ${sentTouches})`;
  return [
    { table: 'accounts', where: sql`id in (select account_id from leads where id = any(${ids}::uuid[]))` },
    { table: 'leads', where: sql`id = any(${ids}::uuid[])` },
    { table: 'consents', where: sql`${ofLeads} and confirmation_id is null` },
    { table: 'suppressions', where: sql`lifted_at is null` },
    { table: 'facts', where: ofLeads },
    { table: 'scores', where: ofLeads },
    { table: 'model_scores', where: ofLeads },
    { table: 'campaigns', where: sql`id in (select campaign_id from enrolments where ${enrolments})` },
    { table: 'enrolments', where: enrolments },
    { table: 'content_versions', where: sql`hash in (select version from touches where ${sentTouches})` },
    { table: 'touches', where: sentTouches },
  ];
}

/** The reps of the copy that have the address of one in the original. */
async function sameReps(original: Trx, copy: Db): Promise<ReadonlyMap<string, string>> {
  const there = new Map((await copy.selectFrom('reps').select(['id', 'email']).execute()).map(({ id, email }) => [email, id]));
  const reps = await original.selectFrom('reps').select(['id', 'email']).execute();
  return new Map(reps.flatMap(({ id, email }) => (there.has(email) ? [[id, there.get(email)!] as const] : [])));
}

/** Columns that name a rep, or a lead that may not be copied. */
const pointers = ['owner_id', 'rep_id', 'duplicate_of'] as const;

async function copyRows(
  original: Trx,
  copy: Db,
  table: string,
  where: RawBuilder<unknown>,
  reps: ReadonlyMap<string, string>,
): Promise<void> {
  const { rows } = await sql<{ row: Record<string, unknown> }>`
    select to_jsonb(t) as row from ${sql.table(table)} as t where ${where}`.execute(original);
  const pointed = rows.map(({ row }) => ({
    ...row,
    ...Object.fromEntries(
      pointers.flatMap((name) => (Object.hasOwn(row, name) ? [[name, reps.get(String(row[name])) ?? null]] : [])),
    ),
  }));
  const { rows: columns } = await sql<{ name: string }>`
    select column_name as name from information_schema.columns
    where table_schema = current_schema() and table_name = ${table} and is_generated = 'NEVER'`.execute(copy);
  const names = sql.join(columns.map(({ name }) => sql.ref(name)));
  await sql`insert into ${sql.table(table)} (${names})
    select ${names} from jsonb_populate_recordset(null::${sql.table(table)}, ${JSON.stringify(pointed)}::jsonb)
    on conflict do nothing`.execute(copy);
}
