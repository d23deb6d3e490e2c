import { sql } from 'kysely';
import { kindsOf } from '../../domain/text/kinds.ts';
import type { Db, Trx } from '../database.ts';
import type { Instant } from '../../domain/time/clock.ts';
import type { Rhythm } from '../../domain/time/working-day.ts';
import { alertKinds, type AlertKind } from './alert-kinds.ts';

/** SQL: the alerts of a kind that follow from the events in `event`. */
function raisedBy(kind: AlertKind): string[] {
  const spec = alertKinds[kind];
  if (spec.after === undefined) return [];
  const { after, when = 'true', task = `(event.data ->> 'taskId')::uuid`, subject = 'event.id::text', to } = spec;
  return [
    `
    select '${kind}' as kind, ${subject} as subject, rep.id as rep_id, task.id as task_id, event.at
    from event ${task === null ? 'left join tasks as task on false' : `join tasks as task on task.id = ${task}`} join reps as rep on rep.active and ${to}
    where event.type = '${after}' and ${when}`,
  ];
}

const raised = kindsOf(alertKinds).flatMap(raisedBy).join(' union all ');

/** Saves the alerts that follow from some events; a rep gets one of each kind about a subject. */
export const raiseAlerts = async (trx: Trx, eventIds: readonly string[]): Promise<unknown> =>
  await sql`
    with event as (select id, type, lead_id, at, data from outgoing_events where id = any(${eventIds}::bigint[])),
    raised as (${sql.raw(raised)})
    insert into alerts (kind, subject, rep_id, task_id, at, due_at)
    select kind, subject, rep_id, task_id, at, at from raised order by at
    on conflict do nothing`.execute(trx);

/** A rep whose reports of a rhythm are due since an instant; the subject names the period. */
export interface DueReports {
  readonly rhythm: Rhythm;
  readonly repId: string;
  readonly subject: string;
  readonly at: Instant;
}

const whoGets = kindsOf(alertKinds, ({ each }) => each)
  .map(
    (kind) =>
      `select '${kind}' as kind, '${alertKinds[kind].each}' as rhythm, rep.id as rep_id from reps as rep where ${alertKinds[kind].to}`,
  )
  .join(' union all ');

/** Saves the reports that are due; a rep gets one of each kind for a period. @returns how many are new */
export async function raiseReports(db: Db, due: readonly DueReports[]): Promise<number> {
  const { numAffectedRows = 0n } = await sql`
    insert into alerts (kind, subject, rep_id, at, due_at)
    select kind, subject, rep_id, at, at
    from jsonb_to_recordset(${JSON.stringify(due.map(({ at, repId, ...rest }) => ({ ...rest, rep_id: repId, at: new Date(at) })))}::jsonb)
      as due(rhythm text, rep_id uuid, subject text, at timestamptz) join (${sql.raw(whoGets)}) as gets using (rhythm, rep_id)
    on conflict do nothing`.execute(db);
  return Number(numAffectedRows);
}
