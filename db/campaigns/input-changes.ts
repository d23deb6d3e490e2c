import { sql } from 'kysely';
import type { Instant } from '../../domain/time/clock.ts';
import type { InputValues } from '../../domain/input/program-input.ts';
import type { Db, Trx } from '../database.ts';
import { living } from '../states.ts';
import type { CurrentInput } from './inputs.ts';

interface NewChange {
  readonly id: string;
  /** What was different before, and how it is now. */
  readonly before: InputValues;
  readonly after: InputValues;
  readonly because: string;
  readonly by: string;
  readonly at: Instant;
}

/** Changes values, and saves who did it and why. The caller has locked the input. @returns its version from now on */
export async function insertChange(
  trx: Trx,
  input: CurrentInput,
  { id, before, after, because, by, at }: NewChange,
): Promise<number> {
  const version = input.version + 1;
  const values = JSON.stringify({ ...input.values, ...after });
  await trx.updateTable('inputs').set({ version, values }).where('id', '=', input.id).execute();
  await trx
    .insertInto('inputChanges')
    .values({
      id,
      inputId: input.id,
      version,
      before: JSON.stringify(before),
      after: JSON.stringify(after),
      because,
      by,
      at: new Date(at),
    })
    .execute();
  return version;
}

/** The changes of an input, latest first. */
export async function changesOf(db: Db, inputId: string) {
  const rows = await db
    .selectFrom('inputChanges')
    .select(['id', 'version', 'before', 'after', 'because', 'by', 'at', 'told', 'finishedAt'])
    .where('inputId', '=', inputId)
    .orderBy('version', 'desc')
    .execute();
  return rows.map(({ at, finishedAt, ...row }) => ({ ...row, at: at.getTime(), isDone: finishedAt !== null }));
}

/** A change, with the campaign or program whose values it changed. */
export const changeById = (db: Db, id: string) =>
  db
    .selectFrom('inputChanges')
    .innerJoin('inputs', 'inputs.id', 'inputChanges.inputId')
    .select(['inputChanges.before', 'inputs.program', 'inputs.campaignId'])
    .where('inputChanges.id', '=', id)
    .executeTakeFirst();

/** Claims the oldest change that has not reached every lead, with the values as they are now. */
export async function takeUnfinished(trx: Trx) {
  return await trx
    .selectFrom('inputChanges')
    .innerJoin('inputs', 'inputs.id', 'inputChanges.inputId')
    .select(['inputChanges.id', 'inputChanges.version', 'inputChanges.toldUpTo'])
    .select(['inputs.program', 'inputs.campaignId', 'inputs.version as latest', 'inputs.values'])
    .where('inputChanges.finishedAt', 'is', null)
    .orderBy('inputChanges.id')
    .limit(1)
    .forUpdate('inputChanges')
    .skipLocked()
    .executeTakeFirst();
}

/** The next leads to tell, with the lane of the program: those of the campaign, or of the program, in the order of their ids. */
export async function leadsToTell(
  trx: Trx,
  { program, campaignId }: Pick<CurrentInput, 'program' | 'campaignId'>,
  { after, most }: { after: string | null; most: number },
): Promise<{ leadId: string; lane: string | null }[]> {
  return await trx
    .selectFrom('enrolments')
    .select(['leadId', 'lane'])
    .where(campaignId === null ? sql<boolean>`program = ${program}` : sql<boolean>`campaign_id = ${campaignId}`)
    .where(sql<boolean>`state in ${living}`)
    .$if(after !== null, (query) => query.where('leadId', '>', after))
    .orderBy('leadId')
    .limit(most)
    .execute();
}

/** Saves that some leads are told, and whether they were the last ones. */
export async function markTold(
  trx: Trx,
  id: string,
  { leads, finishedAt }: { leads: readonly string[]; finishedAt: Instant | undefined },
): Promise<void> {
  await trx
    .updateTable('inputChanges')
    .set((eb) => ({
      told: eb('told', '+', leads.length),
      toldUpTo: leads.at(-1) ?? eb.ref('toldUpTo'),
      finishedAt: finishedAt === undefined ? null : new Date(finishedAt),
    }))
    .where('id', '=', id)
    .execute();
}
