import type { Trx } from '../db/database.ts';
import { insertTask, surroundingsOf, taskByKey } from '../db/tasks/tasks.ts';
import type { TaskRow } from '../db/tasks/tasks.ts';
import { namedInReport } from '../db/tasks/named-in-report.ts';
import { permissionsOf } from '../db/contact/permissions.ts';
import { lockTeam, operationsTeam } from '../db/staff/teams.ts';
import type { TeamRow } from '../db/staff/teams.ts';
import type { Instant } from '../domain/time/clock.ts';
import { slaClock } from '../services/tasks/sla-clock.ts';
import { dueAtOf } from '../domain/sales/sla-clock.ts';
import type { EngagementKinds } from '../domain/scoring/engagement.ts';
import { labelOf } from '../domain/text/own.ts';
import { closedChannel, isClosedForGood } from '../domain/contact/contactability.ts';
import { chooseRep } from '../services/tasks/choose-rep.ts';
import type { TaskOpened, TaskOrder } from './contract.ts';
import type { Bookkeeping } from './bookkeeping.ts';
import { ActivityError } from './errors.ts';
import { writeJournal } from './record.ts';
import { salesTaskKinds, taskKinds } from '../domain/sales/task-kinds.ts';

/**
 * Opens a task and chooses its assignee. Repeating a key returns the existing task.
 * @throws ActivityError TEAM_UNKNOWN, LEAD_UNKNOWN
 */
export const openTask =
  (deps: Bookkeeping) =>
  (order: TaskOrder): Promise<TaskOpened> =>
    deps.db.transaction().execute(async (trx) => {
      await writeJournal(trx, order, deps);
      const team = await teamFor(trx, order);
      const there = await taskByKey(trx, order.key);
      return there ? await asOpened(trx, deps, there, team) : await open(trx, deps, order, team);
    });

async function open(trx: Trx, { clock, policy, newId }: Bookkeeping, order: TaskOrder, team: TeamRow): Promise<TaskOpened> {
  const around = await surroundingsOf(trx, order.leadId);
  if (!around) throw new ActivityError('LEAD_UNKNOWN', order.leadId, 'end its workflow');
  const { prefer, exclude } = order;
  const now = clock.now();
  const kind = order.kind === 'call' ? await reachableBy(trx, order.leadId, now) : order.kind;
  if (typeof kind === 'object') return { taskId: '', unreachable: kind.because };
  const named = salesTaskKinds.includes(kind) ? await namedInReport(trx, order.leadId) : undefined;
  const { mayJoin } = taskKinds[order.kind];
  const chosen = await chooseRep(trx, policy, { team, around, mayJoin, prefer, named, exclude, at: now });
  const task = {
    id: newId(),
    key: order.key,
    leadId: order.leadId,
    accountId: around.accountId,
    enrolmentId: order.enrolmentId,
    kind,
    teamId: team.id,
    assigneeId: chosen.assigneeId ?? null,
    sla: order.sla ?? null,
    round: 1,
    clockFrom: new Date(order.clockFrom),
    because: `${inWords(policy.engagements, order.because)}; ${chosen.because}`,
  };
  const opened = await asOpened(trx, { policy }, task, team);
  await insertTask(trx, {
    ...task,
    clockFrom: order.clockFrom,
    dueAt: dueAtOf(opened.clock),
    openedAt: now,
    exclude,
    trigger: order.trigger,
  });
  return opened;
}

/** How to reach a lead who should be called: by phone, by email if the phone is closed, or not at all if both are. */
async function reachableBy(trx: Trx, leadId: string, at: Instant): Promise<'call' | 'email' | { readonly because: string }> {
  const { suppressions } = await permissionsOf(trx, leadId);
  const phone = closedChannel(suppressions, 'phone', at);
  if (!phone) return 'call';
  if (!closedChannel(suppressions, 'email', at)) return 'email';
  if (!isClosedForGood(suppressions, 'phone', at)) return 'call';
  return isClosedForGood(suppressions, 'email', at) ? { because: phone.because } : 'email';
}

/** In words, what made the lead ready; programs name it by a code. */
const inWords = (kinds: EngagementKinds, because: string): string => (because === 'mql' ? 'became MQL' : labelOf(kinds, because));

/** An operations task must not fail, so it falls back to another team if none has this slug. */
async function teamFor(trx: Trx, { kind, team }: TaskOrder): Promise<TeamRow> {
  const named = await lockTeam(trx, { slug: team });
  const instead = !named && kind === 'operations' ? await operationsTeam(trx) : undefined;
  const found = named ?? (instead && (await lockTeam(trx, instead)));
  if (!found) throw new ActivityError('TEAM_UNKNOWN', team, 'add the team, or correct its slug in the program');
  return found;
}

type Opened = Pick<TaskRow, 'id' | 'kind' | 'leadId' | 'assigneeId' | 'sla' | 'round' | 'clockFrom'>;

async function asOpened(trx: Trx, { policy }: Pick<Bookkeeping, 'policy'>, task: Opened, team: TeamRow): Promise<TaskOpened> {
  const { assigneeId, sla, round, clockFrom } = task;
  const start = sla !== null && { team, task, assigneeId, sla, round, from: clockFrom.getTime() };
  const clock = start ? await slaClock(trx, policy, start) : undefined;
  return {
    taskId: task.id,
    assigneeId: assigneeId ?? undefined,
    clock,
  };
}
