import { sql } from 'kysely';
import { programTaskKinds } from '../domain/sales/task-kinds.ts';
import { enqueue } from '../db/system/outbox.ts';
import { closeTask } from '../db/tasks/tasks.ts';
import { funnelStages, isWithSales } from '../domain/lead/funnel.ts';
import { kindsOf } from '../domain/text/kinds.ts';
import type { OutcomeReport } from '../domain/lead/messages.ts';
import { factsOf } from '../domain/sales/report-facts.ts';
import type { AuditDeps } from './deps.ts';
import { CannotRepair, type FaultKind, type Found } from './fault.ts';
import { startAnew } from './restart.ts';
import { statusOf } from './workflows.ts';
import { living } from '../db/states.ts';
import { intoLeadEvents } from '../db/leads/lead-events.ts';

/** Tasks that a program waits for; their keys contain the visit. */
const ofProgram = sql`tasks.kind = any (${programTaskKinds}::text[]) and tasks.key ~ '^[0-9a-f-]{36}/[0-9]+/'`;
const visit = sql`split_part(tasks.key, '/', 2)::int`;

/** The stages in which a lead waits for a rep. */
const salesStages = kindsOf(funnelStages).filter(isWithSales);

async function close({ db, clock }: AuditDeps, { id }: Found): Promise<string> {
  await closeTask(db, id, 'cancelled', 'no program waits for it', clock.now());
  return 'closed';
}

/** Faults of tasks and of the reports about them. */
export const taskFaults = {
  taskElsewhere: {
    label: 'open tasks that belong to another lead or enrolment than the one that waits for them',
    todo: 'Restore the enrolment at the start of their key.',
    find: () => sql`select tasks.id::text as id, coalesce(waits.lead_id, tasks.lead_id) as lead_id, tasks.kind as detail
      from tasks left join enrolments as waits on waits.id::text = split_part(tasks.key, '/', 1)
      where tasks.state = 'open' and ${ofProgram}
        and (waits.id, waits.lead_id) is distinct from (tasks.enrolment_id, tasks.lead_id)`,
    remedy: 'moves them to the enrolment in their key',
    repair: async ({ db }, { id }) => {
      const { numAffectedRows } = await sql`update tasks set enrolment_id = waits.id, lead_id = waits.lead_id
        from enrolments as waits where tasks.id = ${id}::uuid and waits.id::text = split_part(tasks.key, '/', 1)`.execute(db);
      if (!numAffectedRows) throw new CannotRepair('Postgres does not know its enrolment');
      return 'moved back';
    },
  },
  taskWithoutLead: {
    label: 'open tasks that no program waits for',
    todo: 'Close them.',
    find: () => sql`select tasks.id::text as id, enrolments.lead_id, tasks.kind as detail
      from tasks join enrolments on enrolments.id = tasks.enrolment_id
      where tasks.state = 'open' and ${ofProgram}
        and (enrolments.state not in ${living} or ${visit} < enrolments.visit)`,
    confirm: async ({ client }, found) =>
      (await statusOf(client, { leadId: found.leadId }))?.taskId === found.id ? undefined : found,
    remedy: 'closes them',
    repair: close,
  },
  taskBeside: {
    label: 'open tasks other than the one that their lead waits for',
    todo: 'Start a worker: the lead then says which task it waits for.',
    find: () => sql`select tasks.id::text as id, enrolments.lead_id, tasks.kind as detail
      from tasks join enrolments on enrolments.id = tasks.enrolment_id
      where tasks.state = 'open' and ${ofProgram} and enrolments.state = 'running' and ${visit} = enrolments.visit
        and exists (select from tasks as other where other.enrolment_id = tasks.enrolment_id and other.id <> tasks.id
          and other.state = 'open' and other.kind = any (${programTaskKinds}::text[]))`,
    confirm: async ({ client }, found) => {
      const waitsFor = (await statusOf(client, { leadId: found.leadId }))?.taskId;
      return waitsFor !== undefined && waitsFor !== found.id ? found : undefined;
    },
    remedy: 'closes them',
    repair: close,
  },
  taskGone: {
    label: 'leads that wait for a task that no longer exists',
    todo: 'Start a worker, then move them to a track: trellis call ops.moveTo.',
    find: () => sql`select enrolments.id::text as id, enrolments.lead_id, enrolments.track as detail
      from enrolments join live on live.lead_id = enrolments.lead_id and live.enrolment_id = enrolments.id
      join leads on leads.id = enrolments.lead_id
      where enrolments.state = 'running' and leads.stage = any (${salesStages}::text[]) and not exists (
        select from tasks where tasks.enrolment_id = enrolments.id and tasks.state = 'open' and ${ofProgram} and ${visit} = enrolments.visit)`,
    confirm: async ({ client, db }, found) => {
      const taskId = (await statusOf(client, { leadId: found.leadId }))?.taskId;
      const task =
        taskId === undefined || (await db.selectFrom('tasks').select('id').where('id', '=', taskId).executeTakeFirst());
      return task ? undefined : found;
    },
    remedy: 'restarts their track, which opens a new task',
    repair: async (deps, { leadId }) => await startAnew(deps, { leadId }, 'restarted by the audit: its task was gone'),
  },
  waitsOnClosedTask: {
    label: 'leads that wait for a closed task',
    todo: 'Move them to a track: trellis call ops.moveTo.',
    find: ({ late }) => sql`select last.id::text as id, last.lead_id, last.outcome as detail
      from enrolments join live on live.lead_id = enrolments.lead_id and live.enrolment_id = enrolments.id
      cross join lateral (
        select tasks.* from tasks where tasks.lead_id = enrolments.lead_id and tasks.enrolment_id = enrolments.id and ${ofProgram}
          and ${visit} = enrolments.visit order by tasks.opened_at desc, tasks.id desc limit 1
      ) as last
      where enrolments.state = 'running' and last.state <> 'open' and last.closed_at < ${new Date(late)}`,
    confirm: async ({ client }, found) =>
      (await statusOf(client, { leadId: found.leadId }))?.taskId === found.id ? found : undefined,
    remedy: 'delivers the rep’s report, or reopens the task if there is none',
    repair: async (deps, { id, leadId }) => {
      const { db, clock } = deps;
      if (await resendReport(deps, id, leadId!)) return 'sent the rep’s report';
      await sql`
        with opened as (update tasks set state = 'open', outcome = null, closed_at = null where id = ${id}::uuid returning lead_id, kind)
        ${intoLeadEvents}
        select lead_id, ${new Date(clock.now())}::timestamptz, 'taskReopened', null, jsonb_build_object('kind', kind) from opened`.execute(
        db,
      );
      return 'reopened the task';
    },
  },
  reportUnsettled: {
    label: 'reports that are neither applied nor rejected',
    todo: 'Ask the rep to report again.',
    find: ({ late }) => sql`select dispositions.id::text as id, tasks.lead_id, dispositions.disposition as detail
      from dispositions join tasks on tasks.id = task_id
      where dispositions.state in ('submitted', 'queued') and dispositions.at < ${new Date(late)}
        and not exists (select from outbox where outbox.lead_id = tasks.lead_id and outbox.state = 'waiting'
          and message #>> '{payload,id}' = dispositions.id::text)`,
    remedy: 'marks them as applied if they took effect, otherwise as rejected, so that the rep reports again',
    repair: async ({ db }, { id }) => {
      const { rows } = await sql<{ state: string }>`update dispositions
        set state = case when result is null then 'rejected' else 'applied' end, answer = coalesce(answer, 'NotHeard')
        where id = ${id} and state in ('submitted', 'queued') returning state`.execute(db);
      return `marked as ${rows[0]?.state ?? 'settled'}`;
    },
  },
} as const satisfies Record<string, FaultKind>;

type SavedReport = Pick<OutcomeReport, 'id' | 'by' | 'disposition'> & { at: Date; details: Parameters<typeof factsOf>[0] };

/** Sends a lead the report that closed its task again, under the same id, so that nothing is written twice. */
async function resendReport({ db, clock, newId }: AuditDeps, taskId: string, leadId: string): Promise<boolean> {
  const { rows } = await sql<SavedReport>`select d.id, d.rep_id as by, d.disposition, d.at, d.details
    from dispositions d join tasks on tasks.id = d.task_id and tasks.outcome = d.disposition
    where d.task_id = ${taskId}::uuid and d.state = 'applied' order by d.at desc limit 1`.execute(db);
  const [report] = rows;
  if (!report) return false;
  const { details, at, ...rest } = report;
  const payload: OutcomeReport = { ...rest, taskId, at: at.getTime(), ...factsOf(details) };
  await enqueue(db, [{ id: newId(), leadId, message: { type: 'update', name: 'reportOutcome', payload }, at: clock.now() }]);
  return true;
}
