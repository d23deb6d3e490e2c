import type { Instant } from '../../domain/time/clock.ts';
import { isWithin } from '../../domain/time/span.ts';
import { HOUR, working } from '../../domain/time/duration.ts';
import { addWorking, nextOpening } from '../../domain/time/working-calendar.ts';
import { phonePart, type ManagersWord } from '../audience/phone-parts.ts';
import { calendarOf, type StaffMember } from './staff.ts';
import type { Desk } from './desk.ts';
import { earliest, tasksOf, type QueuedTask } from './queue.ts';
import type { Colleague, FloorShared } from './colleague.ts';
import { refusalOf } from './refusal-of.ts';

/** A team's manager: decides about tasks that no rep acted on, and lets reps take over from absent ones. */
export interface Manager {
  /** @returns when something is due next, as far as the manager knows */
  look(): Promise<Instant | undefined>;
}

/** How long a task of an absent rep waits before another rep takes it. */
const WAITS_FOR = 4 * HOUR;

export function createManager(colleague: Colleague, desks: ReadonlyMap<string, Desk>, shared: FloorShared): Manager {
  const { clock, cast, memory, newId, colleagues } = shared;
  const calendar = calendarOf(colleague);
  const asked = new Map<string, { id: string; at: Instant; word: ManagersWord }>();
  const claimed = new Set<string>();

  const thinkAbout = (task: QueuedTask, since: Instant) => {
    const key = `${task.taskId} ${since}`;
    const { phone, dice } = cast.member(task.lead.email);
    const word = phonePart(phone).ignoredUntil ?? dice.pick(['keep', 'reassign'] as const, 'manager', since % 1000);
    const minutes = Math.round(dice.between(60, 500, 'manager thinks'));
    const at = addWorking(calendar, nextOpening(calendar, Math.max(since, clock.now())), working({ minutes }));
    const thought = asked.get(key) ?? { id: newId(), at, word };
    asked.set(key, thought);
    return thought;
  };

  const decide = async (): Promise<Instant | undefined> => {
    const due: Instant[] = [];
    for (const task of await tasksOf(colleague, { of: 'team', state: 'toDecide' })) {
      const { id, at, word } = thinkAbout(task, Date.parse(task.since ?? task.openedAt));
      if (word === 'says nothing') continue;
      if (at > clock.now()) {
        due.push(at);
        continue;
      }
      await refusalOf(memory, async () => {
        await colleague.client.tasks.decide.mutate({ id, taskId: task.taskId, decision: word });
        memory.set(task.lead.email, { ...memory.of(task.lead.email), managersWord: word });
        memory.count(`manager: ${word}`);
      });
    }
    return earliest(due);
  };

  const standIn = async (): Promise<void> => {
    const now = clock.now();
    const team = colleagues.filter(({ team, role }) => team === colleague.team && role !== 'manager');
    const away = new Set(team.filter((one) => isAway(one, now)).map(({ repId }) => repId));
    const there = team.filter(({ repId }) => !away.has(repId));
    if (away.size === 0 || there.length === 0) return;
    for (const task of await tasksOf(colleague, { of: 'team' })) {
      const { taskId, assignee, openedAt } = task;
      if (!assignee || !away.has(assignee.repId) || claimed.has(taskId) || now - Date.parse(openedAt) < WAITS_FOR) continue;
      claimed.add(taskId);
      const takes = there[claimed.size % there.length];
      await refusalOf(memory, async () => await (takes && desks.get(takes.repId))?.claim(taskId));
    }
  };

  return {
    async look() {
      if (nextOpening(calendar, clock.now()) !== clock.now()) return undefined;
      const next = await decide();
      await standIn();
      return next;
    },
  };
}

const isAway = ({ absences = [] }: StaffMember, now: Instant): boolean => absences.some((absence) => isWithin(now, absence));
