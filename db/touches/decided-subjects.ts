import { sql, type RawBuilder } from 'kysely';
import type { DecidedTest } from '../../domain/reports/ab-test.ts';
import type { Db } from '../database.ts';

/** A decision, with who made it. */
export interface Decision extends DecidedTest {
  readonly content: string;
  readonly by: string;
  readonly at: Date;
}

/** SQL: what was decided about the two subjects of a content, as JSON. */
export const decidedJson = (content: RawBuilder<string>): RawBuilder<DecidedTest | null> =>
  sql`(select jsonb_build_object('kept', kept, 'dropped', dropped) from decided_subjects where content = ${content})`;

/** Saves a decision in place of an earlier one about the same content. */
export async function saveDecision(db: Db, { content, kept, dropped, by, at }: Decision): Promise<void> {
  const decision = { kept, dropped, by, at };
  await db
    .insertInto('decidedSubjects')
    .values({ content, ...decision })
    .onConflict((conflict) => conflict.column('content').doUpdateSet(decision))
    .execute();
}

/** @returns whether there was a decision */
export async function removeDecision(db: Db, content: string): Promise<boolean> {
  const removed = await db.deleteFrom('decidedSubjects').where('content', '=', content).returning('content').executeTakeFirst();
  return removed !== undefined;
}

export const decisions = (db: Db): Promise<Decision[]> =>
  db.selectFrom('decidedSubjects').select(['content', 'kept', 'dropped', 'by', 'at']).execute();
