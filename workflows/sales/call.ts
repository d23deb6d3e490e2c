import type { TeamSlug } from '../../domain/people/team-slug.ts';
import type { CallOutcome } from '../../domain/sales/call-outcome.ts';
import { stepInProgram } from '../../domain/sales/dispositions.ts';
import { factsOf } from '../../domain/sales/report-facts.ts';
import type { SlaId } from '../../domain/sales/sla.ts';
import { DomainError } from '../../domain/text/domain-error.ts';
import { milliseconds, type CalendarDuration } from '../../domain/time/duration.ts';
import type { Flow } from '../flow.ts';
import { SalesTask } from './task.ts';

/** Who calls, and how long the track waits for it. */
export interface CallOrder {
  /** The team that calls, by its slug. */
  readonly team: TeamSlug;
  /** The SLA of the first attempt. */
  readonly sla: SlaId;
  /** How long the track waits for the rep, from now on and again from the date of a call back. */
  readonly within: CalendarDuration;
}

/**
 * Opens a call and waits until it is over. The call is closed whatever ends the wait: the visit closes it if the track is left.
 * @throws DomainError CALL_IN_SALES in a sales track, which waits for a task of its own
 */
export async function callAndWait(flow: Flow, because: string, order: CallOrder): Promise<CallOutcome> {
  const { visit } = flow;
  if (visit.isSales) throw new DomainError('CALL_IN_SALES', because, 'a sales track has its own task, so it can have no call');
  const within = milliseconds(order.within);
  const task = await SalesTask.open(flow, { kind: 'call', ...order }, because);
  const outcome = await untilOver(task, within);
  visit.inbox.taskIsOver();
  return outcome;
}

async function untilOver(task: SalesTask, within: number): Promise<CallOutcome> {
  const { visit } = task.flow;
  for (let deadline = visit.now() + within; ;) {
    const event = await task.nextBefore(deadline);
    if (event === undefined) {
      await task.close('the time for it is over');
      return { outcome: 'expired' };
    }
    if (event.type === 'gaveUp') return { outcome: event.reason === 'unreachable' ? 'unreachable' : 'slaMissed' };
    const { report, applied } = event;
    const step = stepInProgram(visit.app.policy.dispositions, report.disposition);
    if (step === 'callBack') deadline = report.until! + within;
    if (applied.clock ?? applied.nextAttemptAt) continue;
    if (step === 'retry') {
      await task.close('every attempt was made');
      return { outcome: 'unreachable' };
    }
    return { outcome: report.disposition, ...factsOf({ ...report, at: report.until }) } as CallOutcome;
  }
}
