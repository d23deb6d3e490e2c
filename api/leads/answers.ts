import { answersOf } from '../../db/leads/answers.ts';
import type { Db } from '../../db/database.ts';
import { answerInWords } from '../../domain/lead/question.ts';

/** What a lead answered to the questions of forms: the latest answer to each. */
export const toldAnswers = async (db: Db, leadId: string) =>
  (await answersOf(db, leadId)).map(({ at, value, ...answer }) => ({
    ...answer,
    value,
    words: answerInWords(value),
    at: at.toISOString(),
  }));
