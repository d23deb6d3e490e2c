import { programDispositions } from '../domain/sales/dispositions.ts';
import { afterRecycling, recycleReasons, type RecycleReason } from '../domain/sales/recycle.ts';
import type { CarriedState } from '../workflows/state.ts';
import type { LastKnown, Worked } from './last-known.ts';

type LeftBySales = Pick<CarriedState, 'meetingAt' | 'mqlHeldUntil' | 'prefer' | 'exclude'>;

/**
 * What the reps' work leaves for a visit: a meeting that was just arranged, until when MQL does not interrupt, which rep gets the lead
 * next, and which reps must not.
 */
export function leftBySales({ tasks, lines }: Pick<LastKnown, 'tasks' | 'lines'>, visit: number): LeftBySales {
  const left: LeftBySales = { exclude: [] };
  for (const task of tasks) {
    left.exclude = [...task.exclude];
    for (const report of task.reports) followReport(left, report, task.visit === visit - 1);
    const isLast = tasks.findLast((other) => other.visit === task.visit) === task;
    const back = isLast && lines.findLast((line) => line.visit === task.visit && line.kind === 'stage' && line.to === 'recycled');
    if (!back || !isRecycleReason(back.reason)) continue;
    delete left.prefer;
    const rep = task.assigneeId ?? undefined;
    Object.assign(left, afterRecycling(back.reason, { at: back.at, given: task.reports.at(-1)?.at, rep }));
  }
  return left;
}

function followReport(
  left: LeftBySales,
  { disposition, at, meetingAt, owner }: Worked['reports'][number],
  wasJust: boolean,
): void {
  switch (programDispositions[disposition].next) {
    case 'handOver':
      if (wasJust && meetingAt !== undefined) left.meetingAt = meetingAt;
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

const isRecycleReason = (reason: string | null): reason is RecycleReason =>
  reason !== null && Object.hasOwn(recycleReasons, reason);
