import type { Instant } from '../../domain/time/clock.ts';
import { MINUTE } from '../../domain/time/duration.ts';
import { nextOpening } from '../../domain/time/working-calendar.ts';
import { calendarOf } from './staff.ts';
import type { SalesStep, SdrStep } from '../audience/phone-parts.ts';
import { detailsFor, type Details, type Occasion } from './details.ts';
import type { Colleague, FloorShared } from './colleague.ts';
import { nextMove, type Move } from './move.ts';
import { pages, type Inputs, type Outputs } from '../../client/index.ts';
import { saidAs } from './said-as.ts';
import { refusalCode } from './refusal-code.ts';

/** A task on a line of the rep's list. */
export type QueuedTask = Outputs['tasks']['list']['items'][number];

/** The tasks of a list, on all its pages. */
export async function tasksOf({ client }: Colleague, which: Omit<Inputs['tasks']['list'], 'after'>): Promise<QueuedTask[]> {
  const all: QueuedTask[] = [];
  for await (const { items } of pages(client.tasks.list, { ...which, limit: 200 })) all.push(...items);
  return all;
}

/** One rep's desk. */
export interface Desk {
  /** Checks the queue, and does what is due. @returns when something is due next, as far as the rep knows */
  look(): Promise<Instant | undefined>;
  claim(taskId: string): Promise<void>;
  /** Resolves when what is under way has ended. */
  finish(): Promise<void>;
}

/** The outcome with which a rep closes a task that has no dispositions. */
const outcomes: Readonly<Record<string, string>> = {
  reply: 'answered',
  findContact: 'no contact found yet',
  operations: 'looked into it',
};

/** How soon a rep checks the result of what they did. */
const LOOK_AGAIN_AFTER = 15 * MINUTE;

/** The earliest of some instants; undefined if there is none. */
export const earliest = (instants: readonly Instant[]): Instant | undefined =>
  instants.length === 0 ? undefined : Math.min(...instants);

type ReportMove = Extract<Move, { does: 'report' }>;

interface Planned {
  readonly key: string;
  readonly move: Move;
  /** The report's id: a repeat with the same id is the same report. */
  readonly id: string;
  details?: Details;
}

export function createDesk(colleague: Colleague, shared: FloorShared): Desk {
  const { clock, cast, memory, newId } = shared;
  const { sheetOf = (taskId) => colleague.client.tasks.get.query({ taskId }) } = colleague;
  const calendar = calendarOf(colleague);
  /** When the rep first saw a task in its present state, by task and state. */
  const seen = new Map<string, Instant>();
  const planned = new Map<string, Planned>();

  const plan = (task: QueuedTask): Planned | undefined => {
    const { email } = task.lead;
    const { dueAt } = task;
    const history = memory.of(email);
    const key = [task.taskId, task.kind, task.attempts, history.calls, history.steps, history.managersWord].join(' ');
    const seenAt = seen.get(key) ?? clock.now();
    seen.set(key, seenAt);
    const known = planned.get(key);
    if (known) return known;
    const move = nextMove({
      task: {
        kind: task.kind,
        attempts: task.attempts,
        sla: task.slaCode,
        dueAt: dueAt === undefined ? undefined : Date.parse(dueAt),
        seenAt,
      },
      member: cast.member(email),
      rep: colleague,
      calendar,
      history,
      dispositions: shared.dispositions,
    });
    if (!move) return undefined;
    const fresh = { key, move, id: newId() };
    planned.set(key, fresh);
    return fresh;
  };

  const report = async (task: QueuedTask, plan: Planned, { step, isExtra = false }: ReportMove): Promise<void> => {
    const { email } = task.lead;
    const { id } = plan;
    const history = memory.of(email);
    const { dice } = cast.member(email);
    const { mayReport, guide } = await sheetOf(task.taskId);
    const menu = mayReport.map(({ disposition }) => disposition);
    const says = saidAs(step.says, menu, shared.dispositions, dice);
    const asked = mayReport.find(({ disposition }) => disposition === says);
    const occasion = occasionOf(task, step, history.calls + history.steps);
    const details = (plan.details ??= detailsFor(step.says, occasion, { guide, ...asked }));
    const [first, ...others] = asked?.reasons.map(({ reason }) => reason) ?? [];
    const reason = first && dice.pick([first, ...others], 'reason');
    await colleague.client.tasks.report.mutate({ id, taskId: task.taskId, disposition: says, reason, details });
    const isCall = task.kind === 'call';
    memory.set(email, {
      ...history,
      calls: history.calls + Number(isCall),
      steps: history.steps + Number(!isCall && !isExtra),
      last: { disposition: says, at: clock.now(), until: details.at },
    });
    memory.count(says);
  };

  const occasionOf = (task: QueuedTask, step: SdrStep | SalesStep, n: number): Occasion => {
    const { dice } = cast.member(task.lead.email);
    const owners = shared.colleagues.filter(({ role }) => role === 'salesperson').map(({ repId }) => repId);
    return {
      now: clock.now(),
      calendar,
      connect: shared.connect,
      dice: { ...dice, between: (from, to, ...words) => dice.between(from, to, n, ...words) },
      dealOwner: dice.pick(owners as [string, ...string[]], 'owner'),
      because: 'because' in step ? step.because : undefined,
      channels: 'channels' in step ? step.channels : undefined,
    };
  };

  const act = async (task: QueuedTask, plan: Planned): Promise<void> => {
    const { move } = plan;
    try {
      if (move.does === 'report') return await report(task, plan, move);
      await colleague.client.tasks.close.mutate({ taskId: task.taskId, outcome: outcomes[task.kind] ?? 'done' });
      memory.count('closed');
    } catch (error) {
      // Another rep has the task by now, or the lead is between two tracks: the next check of the queue shows which.
      const code = refusalCode(error);
      if (code === undefined) throw error;
      memory.countRefused(code);
      if (code === 'notReady') return;
      planned.delete(plan.key);
      seen.set(plan.key, clock.now());
    }
  };

  /** Actions under way, by key: a call to Trellis may take longer than the time until the next check. */
  const doing = new Map<string, Promise<void>>();

  const begin = (task: QueuedTask, next: Planned): void => {
    if (doing.has(next.key)) return;
    const done = act(task, next)
      .catch(shared.onError)
      .finally(() => doing.delete(next.key));
    doing.set(next.key, done);
  };

  return {
    async look() {
      const due: Instant[] = [];
      for (const task of await tasksOf(colleague, { of: 'me' })) {
        const next = plan(task);
        if (!next) continue;
        const now = clock.now();
        const at = nextOpening(calendar, Math.max(next.move.at, now));
        due.push(at > now ? at : now + LOOK_AGAIN_AFTER);
        if (at === now) begin(task, next);
      }
      return earliest(due);
    },
    async finish() {
      await Promise.all(doing.values());
    },
    async claim(taskId) {
      await colleague.client.tasks.claim.mutate({ id: newId(), taskId });
      memory.count('claimed');
    },
  };
}
