import type { Instant } from '../../domain/time/clock.ts';
import { MINUTE } from '../../domain/time/duration.ts';
import { nextOpening } from '../../domain/time/working-calendar.ts';
import type { Colleague, FloorShared } from './colleague.ts';
import { createPlans, type Planned } from './plans.ts';
import { earliest, tasksOf, type QueuedTask } from './queue.ts';
import { refusalOf } from './refusal-of.ts';
import { reportOutcome } from './report-outcome.ts';
import { calendarOf } from './staff.ts';

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
  request: 'answered',
  lookAfter: 'looked at the lead',
  findContact: 'no contact found yet',
  operations: 'looked into it',
};

/** How soon a rep checks the result of what they did. */
const LOOK_AGAIN_AFTER = 15 * MINUTE;

export function createDesk(colleague: Colleague, shared: FloorShared): Desk {
  const { clock, memory, newId } = shared;
  const calendar = calendarOf(colleague);
  const plans = createPlans(colleague, shared);

  const act = async (task: QueuedTask, plan: Planned): Promise<void> => {
    const { move } = plan;
    const refusal = await refusalOf(memory, async () => {
      if (move.does === 'report') return await reportOutcome(colleague, shared, { task, plan, move });
      await colleague.client.tasks.close.mutate({ taskId: task.taskId, outcome: outcomes[task.kind] ?? 'done' });
      memory.count('closed');
    });
    // Another rep has the task by now, or the lead is between two tracks: the next check of the queue shows which.
    if (refusal !== undefined && refusal !== 'notReady') plans.drop(plan);
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
        const next = plans.of(task);
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
