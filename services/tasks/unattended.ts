import { sql } from 'kysely';
import { kindSpec, type EngagementKind, type EngagementKinds } from '../../domain/scoring/engagement.ts';
import type { Instant } from '../../domain/time/clock.ts';
import type { Db } from '../../db/database.ts';
import { countPlaces, leadsNowhere, type Place } from '../../db/system/places.ts';
import { inTransaction } from '../../db/in-transaction.ts';
import { lockReplyPlace, openReplyTask, type ReplyPolicy } from './reply-task.ts';
import { living } from '../../db/states.ts';

/**
 * SQL: requests that no program heard and no task covers, as rows of `id`, `lead_id`, `kind` and `at`. Requests are few, so each one
 * looks up its enrolments by index; `not exists` would read every enrolment.
 */
export const unansweredRequests = sql<Request>`
  select e.id, e.lead_id, e.kind, e.at from engagements e
  where e.is_request
    and not exists (select from tasks where tasks.lead_id = e.lead_id and (tasks.key = 'reply/' || e.id or tasks.opened_at >= e.at))
    and (select true from enrolments where enrolments.lead_id = e.lead_id and enrolments.state <> 'refused'
      and (enrolments.ended_at is null or enrolments.ended_at >= e.at) limit 1) is null`;

/**
 * SQL: requests, as in `unansweredRequests`, that arrived while a program ran, but of which no message and no task exists. Both are
 * written together with the request, so someone must have deleted one. It reads all messages: do not use it in a sweep.
 */
export const untoldRequests = sql<Request>`
  select e.id, e.lead_id, e.kind, e.at from engagements e
  join enrolments on enrolments.lead_id = e.lead_id and enrolments.state in ${living} and enrolments.start_at <= e.at
  where e.is_request
    and not exists (select from tasks where tasks.lead_id = e.lead_id and (tasks.closed_at is null or tasks.closed_at >= e.at))
    and not exists (select from outbox where outbox.lead_id = e.lead_id and message #>> '{payload,id}' = e.id::text)`;

interface Request {
  readonly id: string;
  readonly leadId: string;
  readonly kind: EngagementKind;
  readonly at: Date;
}

/** Gives an unheard request to a person. @returns false if there is no team to take it */
export const giveToPerson = (
  db: Db,
  policy: ReplyPolicy,
  newId: () => string,
  { id, leadId, kind, at }: Omit<Request, 'at'> & { readonly at: Instant },
  now: Instant,
): Promise<boolean> =>
  inTransaction(db, async (trx) => {
    const place = await lockReplyPlace(trx, leadId);
    if (!place) return false;
    await openReplyTask(trx, policy, newId, { id, leadId, kind, at }, place, now);
    return true;
  });

const A_ROUND = 100;

/** Opens tasks for requests that arrived while there was no team to take them. @returns how many */
export async function openMissedTasks(db: Db, policy: ReplyPolicy, newId: () => string, now: Instant): Promise<number> {
  const { rows } = await sql<Request>`select * from (${unansweredRequests}) as request order by at limit ${A_ROUND}`.execute(db);
  let given = 0;
  for (const request of rows) if (await giveToPerson(db, policy, newId, { ...request, at: request.at.getTime() }, now)) given++;
  return given;
}

const MOST = 500;

/** The leads that no program or person looks after, and where they are. It believes what programs say; `ops.stuck` lists the rest. */
export async function unattended(db: Db, kinds: EngagementKinds) {
  return await inTransaction(db, async (trx) => {
    await sql`create temporary table live on commit drop as
      select lead_id from enrolments where state in ${living}`.execute(trx);
    const [leads, nowhere] = [await countPlaces(trx), await leadsNowhere(trx)];
    const { rows } = await sql<Request>`select * from (${unansweredRequests}) as request order by at limit ${MOST}`.execute(trx);
    const waiting = rows.map(({ leadId, kind, at }) => ({ leadId, since: at.getTime(), because: kindSpec(kinds, kind).label }));
    return {
      count: nowhere.length + rows.length,
      leads: leads as Readonly<Record<Place, number>>,
      requests: waiting,
      nowhere: nowhere.slice(0, MOST),
    };
  });
}
