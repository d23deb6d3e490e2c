import { sql } from 'kysely';
import type { GivenToLead, InputValues } from '../../domain/input/program-input.ts';
import type { Db, Trx } from '../database.ts';
import { living } from '../states.ts';

/** Whose values they are: a campaign's, or those of a program's knobs. */
export type InputOwner = { readonly campaignId: string } | { readonly program: string };

/** The values that a campaign or a program has now. */
export interface CurrentInput {
  readonly id: string;
  readonly program: string;
  readonly campaignId: string | null;
  readonly version: number;
  readonly values: InputValues;
}

interface NewInput {
  readonly id: string;
  readonly program: string;
  readonly campaignId: string;
  readonly values: InputValues;
}

/** Saves the input of a new campaign. */
export async function insertInput(db: Db, { values, ...input }: NewInput): Promise<void> {
  await db
    .insertInto('inputs')
    .values({ ...input, values: JSON.stringify(values) })
    .execute();
}

/** Saves the knobs of a program. What Postgres has already stays: a standard is the first value, and marketers turn it. */
export async function saveKnobs(db: Db, { id, program, values }: Omit<NewInput, 'campaignId'>): Promise<void> {
  await sql`insert into inputs (id, program, "values") values (${id}, ${program}, ${JSON.stringify(values)}::jsonb)
    on conflict (program) where campaign_id is null do update set "values" = excluded."values" || inputs."values"`.execute(db);
}

const ofOwner = (owner: InputOwner) =>
  'campaignId' in owner
    ? sql<boolean>`campaign_id = ${owner.campaignId}`
    : sql<boolean>`campaign_id is null and program = ${owner.program}`;

/** The values that a campaign or a program has now; undefined for one that takes none. */
export const currentInput = async (db: Db, owner: InputOwner): Promise<CurrentInput | undefined> =>
  await db.selectFrom('inputs').selectAll().where(ofOwner(owner)).executeTakeFirst();

/** The same, and nobody else changes them, or enters with them, until the transaction ends. */
export const lockInput = async (trx: Trx, owner: InputOwner): Promise<CurrentInput | undefined> =>
  await trx.selectFrom('inputs').selectAll().where(ofOwner(owner)).forUpdate().executeTakeFirst();

/**
 * What a lead who enters a campaign is given; undefined where its program takes nothing. A change of it waits until the transaction ends, and then finds the lead among those
 * to tell.
 */
export async function givenTo(
  db: Db,
  { campaignId, program }: { campaignId: string; program: string },
): Promise<GivenToLead | undefined> {
  const rows = await db
    .selectFrom('inputs')
    .select(['campaignId', 'version', 'values'])
    .where((eb) => eb.or([ofOwner({ campaignId }), ofOwner({ program })]))
    .forShare()
    .execute();
  if (rows.length === 0) return undefined;
  return Object.fromEntries(
    rows.map((row) => [row.campaignId === null ? 'knobs' : 'input', { version: row.version, values: row.values }]),
  );
}

/** How many leads are in a campaign or a program now. */
export async function countLiving(db: Db, owner: InputOwner): Promise<number> {
  const { count } = await db
    .selectFrom('enrolments')
    .where('campaignId' in owner ? sql<boolean>`campaign_id = ${owner.campaignId}` : sql<boolean>`program = ${owner.program}`)
    .where(sql<boolean>`state in ${living}`)
    .select(sql<number>`count(*)::int`.as('count'))
    .executeTakeFirstOrThrow();
  return count;
}
