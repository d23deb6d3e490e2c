import type { Instant } from '../../domain/time/clock.ts';
import type { Colleague, FloorShared } from './colleague.ts';
import type { Details } from './details.ts';
import { nextMove, type Move } from './move.ts';
import type { QueuedTask } from './queue.ts';
import { calendarOf } from './staff.ts';

/** What a rep will do about a task in its present state. */
export interface Planned {
  readonly key: string;
  readonly move: Move;
  /** The report's id: a repeat with the same id is the same report. */
  readonly id: string;
  details?: Details;
}

/** What a rep plans to do, remembered until the task changes. */
export interface Plans {
  /** @returns undefined if the rep leaves the task alone */
  of(task: QueuedTask): Planned | undefined;
  /** The rep thinks again about a task that Trellis did not let it act on. */
  drop(plan: Planned): void;
}

export function createPlans(colleague: Colleague, { clock, cast, memory, newId, dispositions }: FloorShared): Plans {
  const calendar = calendarOf(colleague);
  /** When the rep first saw a task in its present state, by task and state. */
  const seen = new Map<string, Instant>();
  const planned = new Map<string, Planned>();

  return {
    of(task) {
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
        dispositions,
      });
      if (!move) return undefined;
      const fresh = { key, move, id: newId() };
      planned.set(key, fresh);
      return fresh;
    },
    drop({ key }) {
      planned.delete(key);
      seen.set(key, clock.now());
    },
  };
}
