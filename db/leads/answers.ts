import type { FieldValue } from '../../domain/people/lead-fields.ts';
import type { Instant } from '../../domain/time/clock.ts';
import type { Db } from '../database.ts';

/** What a lead answered. */
export interface Answer {
  readonly question: string;
  /** The question as it was asked. */
  readonly label: string;
  readonly value: FieldValue;
}

interface Answering {
  readonly leadId: string;
  /** How the answers came: `form/demo`. */
  readonly source: string;
  readonly at: Instant;
}

export async function saveAnswers(db: Db, answers: readonly Answer[], { at, ...how }: Answering): Promise<void> {
  if (answers.length === 0) return;
  const rows = answers.map(({ value, ...answer }) => ({ ...answer, ...how, value: JSON.stringify(value), at: new Date(at) }));
  await db
    .insertInto('answers')
    .values(rows)
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** The latest answer to each question. */
export const answersOf = (db: Db, leadId: string) =>
  db
    .selectFrom('answers')
    .distinctOn('question')
    .select(['question', 'label', 'value', 'source', 'at'])
    .where('leadId', '=', leadId)
    .orderBy('question')
    .orderBy('at', 'desc')
    .execute();
