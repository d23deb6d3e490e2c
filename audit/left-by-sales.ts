import { stepInProgram, type Dispositions } from '../domain/sales/dispositions.ts';
import { afterRecycling } from '../domain/sales/recycle.ts';
import type { Policy } from '../domain/policy/policy.ts';
import { own } from '../domain/text/own.ts';
import type { CarriedState } from '../workflows/state.ts';
import type { LastKnown, Worked } from './last-known.ts';

type LeftBySales = Pick<CarriedState, 'meetingAt' | 'mqlHeldUntil' | 'prefer' | 'exclude'>;

/**
 * What the reps' work leaves for a visit: a meeting that was just arranged, until when MQL does not interrupt, which rep gets the lead
 * next, and which reps must not.
 */
export function leftBySales(
  { recycle, dispositions }: Pick<Policy, 'recycle' | 'dispositions'>,
  { tasks, lines }: Pick<LastKnown, 'tasks' | 'lines'>,
  visit: number,
): LeftBySales {
  const left: LeftBySales = { exclude: [] };
  for (const task of tasks) {
    left.exclude = [...task.exclude];
    for (const report of task.reports) followReport(left, dispositions, report, task.visit === visit - 1);
    const isLast = tasks.findLast((one) => one.visit === task.visit) === task;
    if (!isLast) continue;
    const back = lines.findLast((line) => line.visit === task.visit && line.kind === 'stage' && line.to === 'recycled');
    if (!back || back.reason === null || !own(recycle.reasons, back.reason)) continue;
    delete left.prefer;
    const rep = task.assigneeId ?? undefined;
    Object.assign(left, afterRecycling(recycle, back.reason, { at: back.at, given: task.reports.at(-1)?.at, rep }));
  }
  return left;
}

function followReport(
  left: LeftBySales,
  dispositions: Dispositions,
  { disposition, at, meetingAt, owner }: Worked['reports'][number],
  wasJust: boolean,
): void {
  switch (stepInProgram(dispositions, disposition)) {
    case 'handOver':
      if (wasJust && meetingAt !== undefined) left.meetingAt = meetingAt;
      if (owner !== undefined) left.prefer = owner;
      break;
    case 'giveToOwner':
      if (owner !== undefined) left.prefer = owner;
      break;
    case 'nurture':
      if (at !== undefined) left.mqlHeldUntil = at;
      break;
    case 'reject':
      delete left.prefer;
      break;
    default:
  }
}
