import { kindSpec, type EngagementKinds } from '../../domain/scoring/engagement.ts';
import type { Instant } from '../../domain/time/clock.ts';
import type { Db } from '../../db/database.ts';
import { assumeLive, countPlaces, leadsNowhere, type Place } from '../../db/system/places.ts';
import { inTransaction } from '../../db/in-transaction.ts';
import { lockReplyPlace, openReplyTask, type ReplyPolicy } from './reply-task.ts';
import { oldestUnanswered, type Request } from '../../db/engagements/unheard-requests.ts';

/** Gives an unheard request to a person. @returns false if there is no team to take it */
export const giveToPerson = (
  db: Db,
  policy: ReplyPolicy,
  newId: () => string,
  request: Omit<Request, 'at'> & { readonly at: Instant },
  now: Instant,
): Promise<boolean> =>
  inTransaction(db, async (trx) => {
    const place = await lockReplyPlace(trx, policy, request);
    if (!place) return false;
    await openReplyTask(trx, policy, newId, request, place, now);
    return true;
  });

const A_ROUND = 100;

/** Opens tasks for requests that arrived while there was no team to take them. @returns how many */
export async function openMissedTasks(db: Db, policy: ReplyPolicy, newId: () => string, now: Instant): Promise<number> {
  const requests = await oldestUnanswered(db, A_ROUND);
  let given = 0;
  for (const request of requests)
    if (await giveToPerson(db, policy, newId, { ...request, at: request.at.getTime() }, now)) given++;
  return given;
}

const MOST = 500;

/** The leads that no program or person looks after, and where they are. It believes what programs say; `ops.stuck` lists the rest. */
export const unattended = (db: Db, kinds: EngagementKinds) =>
  inTransaction(db, async (trx) => {
    await assumeLive(trx);
    const [leads, nowhere] = [await countPlaces(trx), await leadsNowhere(trx)];
    const requests = await oldestUnanswered(trx, MOST);
    const waiting = requests.map(({ leadId, kind, at }) => ({
      leadId,
      since: at.getTime(),
      because: kindSpec(kinds, kind).label,
    }));
    return {
      count: nowhere.length + requests.length,
      leads: leads as Readonly<Record<Place, number>>,
      requests: waiting,
      nowhere: nowhere.slice(0, MOST),
    };
  });
