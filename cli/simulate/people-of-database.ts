import { sql, type RawBuilder } from 'kysely';
import { contextOf, readAudience } from '../../api/audience/read-audience.ts';
import { Refusal } from '../../api/procedures/refusal.ts';
import type { App } from '../../config/app.ts';
import { compile, isSomebody } from '../../db/audience/compile.ts';
import type { Db, Trx } from '../../db/database.ts';
import { inLane } from '../../db/campaigns/lanes.ts';
import { living, sent } from '../../db/states.ts';
import { wallClock } from '../../domain/time/clock.ts';
import { CliError } from '../cli-error.ts';
import { readingDatabase } from './reading-database.ts';
import type { People } from './people.ts';

/** Which leads of a database, in words and as SQL over a row of `leads`. */
export interface Whom {
  readonly words: string;
  readonly isMeant: (trx: Trx) => RawBuilder<boolean> | Promise<RawBuilder<boolean>>;
}

export const everybody: Whom = { words: '', isMeant: () => sql`true` };

export const withSource = (source: string): Whom => ({ words: ` from "${source}"`, isMeant: () => sql`source = ${source}` });

export const withIds = (ids: readonly string[]): Whom => ({
  words: ' with these ids',
  isMeant: () => sql`leads.id = any(${ids}::uuid[])`,
});

/** An audience in words, as `trellis campaign` takes it. */
export const inAudience = (app: App, words: string): Whom => ({
  words: ` in the audience "${words}"`,
  async isMeant(trx) {
    const { policy, forms, content } = app;
    const deps = { db: trx, policy, clock: { spec: wallClock, now: Date.now }, settings: { forms, content } };
    const audience = await readAudience(deps, words).catch((cause: unknown) => {
      throw cause instanceof Refusal ? new CliError('badArgument', `--audience: ${cause.message}`, cause) : cause;
    });
    return compile(contextOf(deps), audience);
  },
});

export interface DatabaseLeads {
  readonly whom: Whom;
  /** At most so many, chosen by the seed. */
  readonly most?: number;
  readonly seed: number;
}

/** The leads of the database that `DATABASE_URL` names. They are read in one transaction that may not write. */
export const peopleOfDatabase = (asked: DatabaseLeads): People => ({
  areInPrograms: true,
  come: async (_, { db: copy, lane }) => await readingDatabase(async (trx) => await copied(trx, copy, asked, lane)),
});

async function copied(
  original: Trx,
  copy: Db,
  { whom, most = 10_000, seed }: DatabaseLeads,
  lane: string | undefined,
): Promise<string> {
  const { rows } = await sql<{ id: string; busy: boolean }>`
    select id, exists (select from enrolments where lead_id = leads.id and state in ${living} and ${inLane(lane)}) as busy
    from leads where ${isSomebody} and ${await whom.isMeant(original)}
    order by md5(id::text || ${String(seed)}) limit ${most}`.execute(original);
  const ids = rows.filter(({ busy }) => !busy).map(({ id }) => id);
  const busy = rows.length - ids.length;
  if (ids.length === 0)
    throw new CliError('badArgument', `the database has no leads${whom.words} outside of programs (${busy} are in one).`);
  await copyLeads(original, copy, ids);
  return `${ids.length} leads of the database${busy > 0 ? `, without ${busy} in a program` : ''}`;
}

/** Copies leads with what decides how they are treated. */
export async function copyLeads(original: Trx, copy: Db, ids: readonly string[]): Promise<void> {
  const reps = await sameReps(original, copy);
  for (const { table, where } of tablesOf(ids)) await copyRows(original, copy, table, where, reps);
}

/**
 * What decides how a lead is treated, in the order of the references: what was sent to them before belongs to it, and where they are in
 * another program. A task of sales is not copied: the program opens a new one.
 */
function tablesOf(ids: readonly string[]): { readonly table: string; readonly where: RawBuilder<unknown> }[] {
  const ofLeads = sql`lead_id = any(${ids}::uuid[])`;
  const sentTouches = sql`${ofLeads} and state in ${sent}`;
  const running = sql`${ofLeads} and state in ${living}`;
  const enrolments = sql`(${running} or id in (select enrolment_id from touches where ${sentTouches}))`;
  const ofRunning = sql`lead_id in (select lead_id from enrolments where ${running})`;
  return [
    { table: 'accounts', where: sql`id in (select account_id from leads where id = any(${ids}::uuid[]))` },
    { table: 'leads', where: sql`id = any(${ids}::uuid[])` },
    { table: 'consents', where: sql`${ofLeads} and confirmation_id is null` },
    { table: 'suppressions', where: sql`lifted_at is null` },
    { table: 'facts', where: ofLeads },
    { table: 'scores', where: ofLeads },
    { table: 'model_scores', where: ofLeads },
    { table: 'campaigns', where: sql`id in (select campaign_id from enrolments where ${enrolments})` },
    { table: 'brakes', where: brakesOf(ids, enrolments) },
    { table: 'inputs', where: sql`campaign_id in (select campaign_id from enrolments where ${running})` },
    { table: 'enrolments', where: enrolments },
    { table: 'content_versions', where: sql`hash in (select version from touches where ${sentTouches})` },
    { table: 'touches', where: sentTouches },
    { table: 'transitions', where: sql`enrolment_id in (select id from enrolments where ${running})` },
    {
      table: 'engagements',
      where: sql`${ofRunning} and (touch_key is null or touch_key in (select key from touches where ${sentTouches}))`,
    },
  ];
}

/** SQL: what somebody holds of the leads, unless everything is held. */
const brakesOf = (ids: readonly string[], enrolments: RawBuilder<unknown>) => sql`
  released_at is null and coalesce(campaign_id, account_id, lead_id) is not null
  and (campaign_id is null or campaign_id in (select campaign_id from enrolments where ${enrolments}))
  and (account_id is null or account_id in (select account_id from leads where id = any(${ids}::uuid[])))
  and (lead_id is null or lead_id = any(${ids}::uuid[]))`;

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
