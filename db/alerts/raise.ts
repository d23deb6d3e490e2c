import { sql } from 'kysely';
import { kindsOf } from '../../domain/text/kinds.ts';
import type { Trx } from '../database.ts';
import { alertKinds, type AlertKind } from './alert-kinds.ts';

/** SQL: the alerts of a kind that follow from the events in `event`. */
function raisedBy(kind: AlertKind): string {
  const { after, when = 'true', task = `(event.data ->> 'taskId')::uuid`, subject = 'event.id::text', to } = alertKinds[kind];
  return `
    select '${kind}' as kind, ${subject} as subject, rep.id as rep_id, task.id as task_id, event.at
    from event ${task === null ? 'left join tasks as task on false' : `join tasks as task on task.id = ${task}`} join reps as rep on rep.active and ${to}
    where event.type = '${after}' and ${when}`;
}

const raised = kindsOf(alertKinds).map(raisedBy).join(' union all ');

/** Saves the alerts that follow from some events; a rep gets one of each kind about a subject. */
export const raiseAlerts = async (trx: Trx, eventIds: readonly string[]): Promise<unknown> =>
  await sql`
    with event as (select id, type, lead_id, at, data from outgoing_events where id = any(${eventIds}::bigint[])),
    raised as (${sql.raw(raised)})
    insert into alerts (kind, subject, rep_id, task_id, at, due_at)
    select kind, subject, rep_id, task_id, at, at from raised order by at
    on conflict do nothing`.execute(trx);
