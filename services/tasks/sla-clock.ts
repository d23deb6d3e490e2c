import type { Instant } from '../../domain/time/clock.ts';
import { calledAt } from '../../domain/sales/call-attempts.ts';
import { dueAfter, dueRungs, movedRungs, type SlaClock } from '../../domain/sales/sla-clock.ts';
import type { Policy } from '../../domain/policy/policy.ts';
import { ladderOf, slaNamed, type SlaId } from '../../domain/sales/sla.ts';
import { taskKinds, type TaskKind } from '../../domain/sales/task-kinds.ts';
import type { Hours } from '../../domain/time/open-time.ts';
import type { WorkingCalendar } from '../../domain/time/working-calendar.ts';
import { zoneOfLead } from '../../db/leads/leads.ts';
import type { Trx } from '../../db/database.ts';
import { byHours, hoursOf } from '../../db/staff/hours.ts';
import { rungsOf } from '../../db/tasks/sla-events.ts';
import type { TaskAndTeam } from '../../db/tasks/task-and-team.ts';
import type { TeamRow } from '../../db/staff/teams.ts';

/** The parts of the policy that decide when a task is due. */
export type ClockPolicy = Pick<Policy, 'slas' | 'cadence'>;

interface ClockStart {
  readonly team: TeamRow;
  /** The task's kind and lead: a call is due only while the lead can be called. */
  readonly task: { readonly kind: TaskKind; readonly leadId: string };
  readonly assigneeId: string | null;
  readonly sla: SlaId;
  readonly round: number;
  readonly from: Instant;
}

/**
 * Computes a clock for a task: when each rung of the ladder is due, in the working time of the assignee (otherwise of the team).
 * @returns undefined if their hours are invalid: no clock runs, and the lead is not held up
 */
export async function slaClock(
  trx: Trx,
  policy: ClockPolicy,
  { team, task, assigneeId, sla, round, from }: ClockStart,
): Promise<SlaClock | undefined> {
  const named = slaNamed(policy.slas, sla);
  const { target } = named;
  const ladder = ladderOf(named, taskKinds[task.kind].ofProgram === true);
  const hours = await hoursOf(trx, team, whoActs(sla, assigneeId));
  const within = hours && (await leadHours(trx, policy, task, sla, hours, from));
  const due = (calendar: WorkingCalendar) => ({
    dueAt: target && dueAfter(calendar, from, target, within),
    rungs: dueRungs(calendar, ladder, from, within),
  });
  const computed = hours && byHours(hours, due);
  return computed && { sla, round, ...computed };
}

/** The hours within which a lead can be called, for a task to call them; managers decide without. */
async function leadHours(
  trx: Trx,
  { cadence }: ClockPolicy,
  { kind, leadId }: ClockStart['task'],
  sla: SlaId,
  hours: WorkingCalendar,
  at: Instant,
): Promise<Hours | undefined> {
  if (taskKinds[kind].by !== 'phone' || sla === 'managerDecision') return undefined;
  return calledAt(cadence, hours, await zoneOfLead(trx, leadId), at).within;
}

/** Managers decide in the team's hours, whoever is assigned. */
const whoActs = (sla: SlaId, assigneeId: string | null): string | null => (sla === 'managerDecision' ? null : assigneeId);

/** The clock running on a task, from its own start, by the current hours, holidays and absences; undefined if none runs. */
export async function runningClock(trx: Trx, policy: ClockPolicy, { task, team }: TaskAndTeam): Promise<SlaClock | undefined> {
  const { state, sla, clockStoppedAt, assigneeId, round, clockFrom } = task;
  if (state !== 'open' || sla === null || clockStoppedAt !== null) return undefined;
  return await slaClock(trx, policy, { team, task, assigneeId, sla, round, from: clockFrom.getTime() });
}

/** A task's running clock as the lead must continue with it, including the rungs already reached. */
export async function movedClock(
  trx: Trx,
  policy: ClockPolicy,
  { task, team }: TaskAndTeam,
  now: Instant,
): Promise<SlaClock | undefined> {
  const clock = await runningClock(trx, policy, { task, team });
  const hours = clock && (await hoursOf(trx, team, whoActs(clock.sla, task.assigneeId)));
  if (!clock || !hours) return undefined;
  const climbed = await rungsOf(trx, task.id, task.round);
  const within = await leadHours(trx, policy, task, clock.sla, hours, now);
  const rungs = byHours(hours, (calendar) => movedRungs(calendar, clock.rungs, climbed, now, within));
  return rungs && { ...clock, rungs };
}
