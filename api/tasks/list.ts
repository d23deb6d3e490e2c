import { z } from 'zod';
import { listTasks, taskSorts, type TaskFilter, type TaskRowOfList, type TaskSort } from '../../db/tasks/list-tasks.ts';
import { nameOfLead } from '../../domain/lead/name-of-lead.ts';
import { namesWithStep, type Dispositions } from '../../domain/sales/dispositions.ts';
import type { Policy } from '../../domain/policy/policy.ts';
import { slaNamed } from '../../domain/sales/sla.ts';
import { sdrTaskKinds, taskName } from '../../domain/sales/task-kinds.ts';
import { codeInWords, codesInWords } from '../../domain/text/code-in-words.ts';
import { minuteIn } from '../../domain/text/words.ts';
import type { Instant } from '../../domain/time/clock.ts';
import { DAY } from '../../domain/time/duration.ts';
import { dayAt, instantAt } from '../../domain/time/local-time.ts';
import { iso } from '../procedures/iso.ts';
import { pageInput, pageOf } from '../procedures/page.ts';
import { Refusal } from '../procedures/refusal.ts';
import { repOf } from '../procedures/rights.ts';
import { text, whole } from '../procedures/values.ts';
import { keysOf } from '../procedures/zod-keys.ts';
import { menuOf } from './menu.ts';
import { repNamed } from './rep-named.ts';
import { callOf } from './sheet/contact.ts';
import { repOfTeam, teamOf, type Asker } from './team.ts';

/** The input of a list of tasks. */
export const taskListInput = z
  .strictObject({
    /** One's own tasks with those of the team that nobody has; all of the team; those that nobody has; or those of a rep: an id, an address or a name. */
    of: z.union([z.enum(['me', 'team', 'nobody']), z.strictObject({ rep: text('name') })]).default('me'),
    /** `toDecide`: overdue, and a manager must decide. `toCallBack`: open, and a call back is agreed. */
    state: z.enum(['open', 'toDecide', 'toCallBack', 'closed']).default('open'),
    /** `now`: overdue; `today`: by the end of the company's day. */
    due: z.enum(['now', 'today']).optional(),
    /** By default those that are due first; of closed ones, the latest. */
    sort: z.enum(keysOf<TaskSort>(taskSorts)).optional(),
    ...pageInput,
    limit: whole(1, 200).default(50),
  })
  .prefault({});

/** The words for which tasks a list shows. */
export type WhichTasks = Pick<z.output<typeof taskListInput>, 'state' | 'due'>;

/** Which tasks the words of a list mean, as of now. */
export function tasksThat(
  { policy, clock, settings }: Asker,
  { state, due }: WhichTasks,
): Pick<TaskFilter, 'state' | 'dueBy' | 'reported'> {
  const now = clock.now();
  const dueBy = due && { now, today: endOfDay(settings.defaultZone, now) }[due];
  if (state !== 'toCallBack') return { state, dueBy };
  return { state: 'open', dueBy, reported: namesWithStep(policy.dispositions, 'callBack') };
}

/** The last instant of the day. */
const endOfDay = (zone: string, at: Instant): Instant => instantAt(zone, (dayAt(zone, at) + 1) * DAY) - 1;

/** A page of tasks, each on a line; `tasks.get` has the call sheet. @throws Refusal for the tasks of another team */
export async function listOfTasks(asker: Asker, { of, state, due, sort, after, limit }: z.output<typeof taskListInput>) {
  const { db, policy, clock } = asker;
  const now = clock.now();
  const filter = { ...(await whose(asker, of)), ...tasksThat(asker, { state, due }) };
  const rows = await listTasks(db, filter, { sort, after, limit });
  return pageOf(
    rows.map((row) => lineOf(policy, row, now)),
    { limit },
    ({ taskId }) => taskId,
  );
}

export type TaskLine = ReturnType<typeof lineOf>;

async function whose(
  asker: Asker,
  of: z.output<typeof taskListInput>['of'],
): Promise<Pick<TaskFilter, 'repId' | 'teamId' | 'assigneeId'>> {
  if (of === 'me') return { repId: repOf(asker) };
  if (asker.principal.role === 'rep')
    throw new Refusal('FORBIDDEN', 'A rep sees only their own tasks, and those of their team that nobody has.', {
      code: 'managersOnly',
      todo: 'Leave out "of".',
    });
  if (of === 'team') return { teamId: await teamOf(asker) };
  if (of === 'nobody') return { teamId: await teamOf(asker), assigneeId: null };
  const rep = await repNamed(asker, of.rep);
  return { assigneeId: (await repOfTeam(asker, rep.id)).id };
}

/** A task on a line of a list. */
export const lineOf = ({ cadence, engagements, dispositions, slas }: Policy, row: TaskRowOfList, now: Instant) => ({
  taskId: row.id,
  kind: row.kind,
  label: taskName(row.kind),
  state: row.state,
  lead: {
    leadId: row.leadId,
    name: nameOfLead(row),
    title: row.title ?? undefined,
    company: row.company ?? undefined,
    email: row.email,
    phone: row.phone ?? undefined,
    stage: row.stage,
    localTime: minuteIn(row.zone, now),
  },
  /** Why there is the task, and why this rep has it. */
  because: codesInWords(row.because, [engagements]),
  trigger: row.trigger.kind === undefined ? undefined : { kind: row.trigger.kind, at: iso(row.trigger.at) },
  /** What the lead wrote last, since the task began. */
  words: row.words ?? undefined,
  attempts: row.attempts,
  /** After how many attempts the lead counts as unreachable; missing for a task that is no first contact. */
  mostAttempts: (sdrTaskKinds as readonly string[]).includes(row.kind) ? cadence.most : undefined,
  /** Whether to call now, and if not, why. */
  call: callOf({ cadence }, row, now),
  /** What to report if nobody answered the call; missing where that can't be reported. */
  missed: row.state === 'open' ? missedCall(dispositions, row, now) : undefined,
  team: row.team,
  assignee: row.assigneeId === null ? undefined : { repId: row.assigneeId, name: row.assignee! },
  sla: row.sla === null ? undefined : slaNamed(slas, row.sla).label,
  slaCode: row.sla ?? undefined,
  /** Since when its clock runs; of a task that waits for a decision, since when it does. */
  since: iso(row.clockFrom),
  dueAt: iso(row.dueAt),
  isOverdue: row.state === 'open' && row.dueAt !== null && row.dueAt.getTime() <= now,
  openedAt: iso(row.openedAt),
  closedAt: iso(row.closedAt),
  outcome: row.outcome === null ? undefined : codeInWords(row.outcome, [dispositions]),
});

/** The disposition of a call that nobody answered. */
const MISSED = 'noAnswer';

function missedCall(dispositions: Dispositions, task: TaskRowOfList, now: Instant) {
  const found = menuOf(dispositions, task, now).find(({ disposition }) => disposition === MISSED);
  return found && { disposition: found.disposition, label: found.label };
}
