import type { Instant } from '../../domain/time/clock.ts';
import { stepInProgram, type Disposition, type Dispositions } from '../../domain/sales/dispositions.ts';
import { own } from '../../domain/text/own.ts';
import { working } from '../../domain/time/duration.ts';
import { addWorking, nextOpening, type WorkingCalendar } from '../../domain/time/working-calendar.ts';
import type { Member } from '../audience/cast.ts';
import { phonePart, type ManagersWord, type SalesStep, type SdrStep } from '../audience/phone-parts.ts';
import { paces, type StaffMember } from './staff.ts';

/** What decides when a rep turns to a task. */
export interface SeenTask {
  readonly kind: string;
  readonly attempts: number;
  readonly sla: string | undefined;
  /** When the next step is due; after a failed call, the next attempt. */
  readonly dueAt: Instant | undefined;
  /** When the rep first saw the task in its present state. */
  readonly seenAt: Instant;
}

/** What has happened to a lead in sales so far. */
export interface SalesHistory {
  readonly calls: number;
  readonly steps: number;
  /** The last report, and the date until which the lead asked to be left alone. */
  readonly last?: { readonly disposition: Disposition; readonly at: Instant; readonly until?: Instant };
  readonly managersWord?: ManagersWord;
}

export const noHistory: SalesHistory = { calls: 0, steps: 0 };

/** What a rep will do about a task, and when. */
export type Move = { readonly at: Instant } &
  /** `isExtra`: the step is not part of the lead's script, which continues afterwards where it was. */
  ({ readonly does: 'report'; readonly step: SdrStep | SalesStep; readonly isExtra?: boolean } | { readonly does: 'close' });

interface Situation {
  readonly task: SeenTask;
  readonly member: Member;
  readonly rep: StaffMember;
  readonly calendar: WorkingCalendar;
  readonly history: SalesHistory;
  /** Those of the app. */
  readonly dispositions: Dispositions;
}

/** What a rep does next about a task; undefined if no rep acts on it. Pure. */
export function nextMove(situation: Situation): Move | undefined {
  switch (situation.task.kind) {
    case 'call':
      return nextCall(situation);
    case 'email':
      return written(situation.dispositions, nextCall(situation));
    case 'acceptance':
    case 'opportunity':
      return nextStepInSales(situation);
    default:
      return { does: 'close', at: turnsToIt(situation, situation.task.seenAt) };
  }
}

function nextCall(situation: Situation): Move {
  const { task, member, history, dispositions } = situation;
  const { sdr } = phonePart(member.phone);
  const step = sdr[Math.min(history.calls, sdr.length - 1)] ?? sdr[0];
  const { last } = history;
  const wasMissed = last !== undefined && stepInProgram(dispositions, last.disposition) === 'retry';
  const from = Math.max(task.seenAt, last?.until ?? 0, (wasMissed && task.attempts > 0 && task.dueAt) || 0);
  return { does: 'report', step, at: turnsToIt(situation, from) };
}

/** For a closed phone: replaces a failed call by an email without a reply. */
const written = (dispositions: Dispositions, move: Move): Move =>
  move.does === 'report' && own(dispositions, move.step.says)?.by === 'phone' ? { ...move, step: { says: 'noReply' } } : move;

const beforeAcceptance: ReadonlySet<Disposition> = new Set(['accepted', 'rejected', 'noShow']);

function nextStepInSales(situation: Situation): Move | undefined {
  const { task, member, calendar, history } = situation;
  const { sales, ignoredUntil } = phonePart(member.phone);
  if (ignoredUntil !== undefined && history.managersWord === undefined) return undefined;
  const step: SalesStep | undefined = sales[history.steps];
  const from = Math.max(task.seenAt, history.last?.until ?? 0);
  // A salesperson must accept a lead again that comes a second time.
  if (task.kind === 'acceptance' && !(step && beforeAcceptance.has(step.says)))
    return { does: 'report', step: { says: 'accepted' }, isExtra: true, at: turnsToIt(situation, from) };
  if (!step) return undefined;
  if (!step.days) return { does: 'report', step, at: turnsToIt(situation, from) };
  const days = Math.round(member.dice.between(step.days[0], step.days[1], 'days', history.steps));
  return { does: 'report', step, at: addWorking(calendar, from, working({ days })) };
}

/** When a rep turns to a task, by the rep's pace; fast-track leads come first. */
function turnsToIt({ task, member, rep, calendar, history }: Situation, from: Instant): Instant {
  const { usual, slow, slowOneIn } = paces[rep.pace];
  const words = ['pace', rep.key, task.kind, history.calls, history.steps];
  if (task.sla === 'fastTrack' && rep.pace !== 'late') return minutesLater(calendar, from, member.dice.between(1, 12, ...words));
  const isSlow = member.dice.chance(1 / slowOneIn, 'slow', ...words);
  const [least, most] = isSlow ? slow : usual;
  return minutesLater(calendar, from, member.dice.between(least, most, ...words));
}

const minutesLater = (calendar: WorkingCalendar, from: Instant, minutes: number): Instant =>
  addWorking(calendar, nextOpening(calendar, from), working({ minutes: Math.round(minutes) }));
