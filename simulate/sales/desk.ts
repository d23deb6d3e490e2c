import type { Instant } from '../../domain/clock.ts';
import { nextOpening } from '../../domain/working-calendar.ts';
import { calendarOf } from '../people/staff.ts';
import type { SalesStep, SdrStep } from '../audience/phone-parts.ts';
import { detailsFor, type Occasion } from './details.ts';
import type { Colleague, FloorShared } from './floor.ts';
import { nextMove, type Move } from './move.ts';
import { refusalCode, type RepClient } from './rep-client.ts';

export type QueuedTask = Awaited<ReturnType<RepClient['tasks']['mine']['query']>>[number];

/** Where one rep works. */
export interface Desk {
  /** Looks into the queue, and does what is due. */
  look(): Promise<void>;
  claim(taskId: string): Promise<void>;
}

interface Planned {
  readonly move: Move;
  /** The report's id, by which it can be sent again. */
  readonly id: string;
}

export function createDesk(colleague: Colleague, shared: FloorShared): Desk {
  const { clock, cast, memory, newId } = shared;
  const calendar = calendarOf(colleague);
  /** By the task and how far it has come. */
  const seen = new Map<string, Instant>();
  const planned = new Map<string, Planned>();

  const plan = (task: QueuedTask): Planned | undefined => {
    const { email } = task.lead;
    const history = memory.of(email);
    const key = [task.id, task.kind, task.attempts, history.calls, history.steps, history.managersWord].join(' ');
    const seenAt = seen.get(key) ?? clock.now();
    seen.set(key, seenAt);
    const there = planned.get(key);
    if (there) return there;
    const move = nextMove({
      task: { kind: task.kind, attempts: task.attempts, sla: task.clock?.sla, dueAt: task.clock?.dueAt, seenAt },
      member: cast.member(email),
      rep: colleague,
      calendar,
      history,
    });
    if (!move) return undefined;
    const fresh = { move, id: newId() };
    planned.set(key, fresh);
    return fresh;
  };

  const report = async (task: QueuedTask, id: string, step: SdrStep | SalesStep): Promise<void> => {
    const { email } = task.lead;
    const history = memory.of(email);
    const occasion = occasionOf(task, step, history.calls + history.steps);
    const details = detailsFor(step.says, occasion);
    await colleague.client.tasks.report.mutate({ id, taskId: task.id, disposition: step.says, details });
    const isCall = task.kind === 'call';
    memory.keep(email, {
      ...history,
      calls: history.calls + Number(isCall),
      steps: history.steps + Number(!isCall),
      last: { disposition: step.says, at: occasion.now, ...(details.at !== undefined && { until: details.at }) },
    });
    memory.count(step.says);
  };

  const occasionOf = (task: QueuedTask, step: SdrStep | SalesStep, n: number): Occasion => {
    const { dice } = cast.member(task.lead.email);
    const owners = shared.colleagues.filter(({ role }) => role === 'salesperson').map(({ repId }) => repId);
    return {
      now: clock.now(),
      calendar,
      dice: { ...dice, between: (from, to, ...words) => dice.between(from, to, n, ...words) },
      dealOwner: dice.pick(owners as [string, ...string[]], 'owner'),
      ...('because' in step && step.because && { because: step.because }),
      ...('channels' in step && step.channels && { channels: step.channels }),
    };
  };

  const act = async (task: QueuedTask, { move, id }: Planned): Promise<void> => {
    try {
      if (move.does === 'report') return await report(task, id, move.step);
      await colleague.client.tasks.close.mutate({ taskId: task.id, outcome: 'Done' });
      memory.count('closed');
    } catch (error) {
      // Somebody else has it by now, or the lead is between two tracks: the next look shows what is there.
      const code = refusalCode(error);
      if (code === undefined) throw error;
      memory.countRefused(code);
    }
  };

  return {
    async look() {
      for (const task of await colleague.client.tasks.mine.query()) {
        const next = plan(task);
        const now = clock.now();
        if (next && next.move.at <= now && nextOpening(calendar, now) === now) await act(task, next);
      }
    },
    async claim(taskId) {
      await colleague.client.tasks.claim.mutate({ id: newId(), taskId });
      memory.count('claimed');
    },
  };
}
