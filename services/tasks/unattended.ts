import type { Instant } from '../../domain/time/clock.ts';
import type { Db } from '../../db/database.ts';
import { inTransaction } from '../../db/in-transaction.ts';
import { lockAnswerPlace, openAnswerTask, type Asked, type AnswerPolicy } from './answer-task.ts';
import { oldestUnanswered } from '../../db/engagements/unheard-requests.ts';

/** Gives what nobody knows about to a person. @returns false if there is no team to take it */
export const giveToPerson = (db: Db, policy: AnswerPolicy, newId: () => string, asked: Asked, now: Instant): Promise<boolean> =>
  inTransaction(db, async (trx) => {
    const place = await lockAnswerPlace(trx, policy, asked);
    if (!place) return false;
    await openAnswerTask(trx, policy, newId, asked, place, now);
    return true;
  });

const A_ROUND = 100;

/** Opens tasks for requests that arrived while there was no team to take them. @returns how many */
export async function openMissedTasks(db: Db, policy: AnswerPolicy, newId: () => string, now: Instant): Promise<number> {
  const requests = await oldestUnanswered(db, A_ROUND);
  let given = 0;
  for (const request of requests)
    if (await giveToPerson(db, policy, newId, { ...request, isRequest: true, at: request.at.getTime() }, now)) given++;
  return given;
}
