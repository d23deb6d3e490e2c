import { sql } from 'kysely';
import type { Instant } from '../../domain/time/clock.ts';
import type { PlaceInProgram } from '../campaigns/reopen.ts';
import type { Db, Trx } from '../database.ts';
import type { MovedRows } from './moved-rows.ts';
import type { RowChange } from './row-changes.ts';

/** What it takes to undo a merge. */
export interface MergeUndo {
  readonly moved: readonly MovedRows[];
  readonly changes: readonly RowChange[];
  /** Where the dropped lead was in its programs, and since when it had been in its stage, as Postgres writes it; missing for accounts. */
  readonly places?: readonly PlaceInProgram[];
  readonly stageAt?: string;
}

export interface Merge {
  readonly id: string;
  readonly kind: 'leads' | 'accounts';
  readonly keptId: string;
  readonly droppedId: string;
}

export const saveMerge = (
  trx: Trx,
  { at, undo, ...merge }: Merge & { readonly at: Instant; readonly by: string; readonly undo: MergeUndo },
): Promise<unknown> =>
  trx
    .insertInto('merges')
    .values({ ...merge, at: new Date(at), undo: JSON.stringify(undo) })
    .execute();

/** The latest merge into a lead or an account that was not undone. Locks it. */
export const latestMerge = (trx: Trx, kind: Merge['kind'], keptId: string) =>
  trx
    .selectFrom('merges')
    .select(['id', 'keptId', 'droppedId', 'at', sql<Partial<MergeUndo>>`undo`.as('undo')])
    .where('kind', '=', kind)
    .where('keptId', '=', keptId)
    .where('undoneAt', 'is', null)
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .forUpdate()
    .executeTakeFirst();

/** By what people know a merged row. */
const knownBy = { leads: 'email', accounts: 'name' } as const;

/** The leads, by address, or the accounts, by name, that were merged into one and stay with it, the latest last. */
export async function mergedInto(db: Db, kind: keyof typeof knownBy, keptId: string): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`
    select dropped.${sql.ref(knownBy[kind])} as name from merges as m join ${sql.table(kind)} as dropped on dropped.id = m.dropped_id
    where m.kind = ${kind} and m.kept_id = ${keptId} and m.undone_at is null order by m.at, m.id`.execute(db);
  return rows.map(({ name }) => name);
}

/** Whether a lead or an account was merged into another one. */
export async function wasMerged(db: Db, droppedId: string): Promise<boolean> {
  const row = await db
    .selectFrom('merges')
    .select('id')
    .where('droppedId', '=', droppedId)
    .where('undoneAt', 'is', null)
    .executeTakeFirst();
  return row !== undefined;
}

export const markUndone = (trx: Trx, id: string, at: Instant): Promise<unknown> =>
  trx
    .updateTable('merges')
    .set({ undoneAt: new Date(at) })
    .where('id', '=', id)
    .execute();
