import { salesDispositions, type SalesDisposition } from '../../domain/sales/dispositions.ts';
import type { OutcomeReport } from '../../domain/lead/messages.ts';
import type { SlaId } from '../../domain/sales/sla.ts';
import type { Instant } from '../../domain/time/clock.ts';
import { beside } from '../beside.ts';
import type { Flow } from '../flow.ts';
import type { Lead } from '../lead.ts';
import { ended, type Next } from '../next.ts';
import { isNurture, trackOf, type Program, type SalesTrack } from '../program.ts';
import { recycle } from './recycle.ts';
import { SalesTask } from './task.ts';
import { welcomeBeside, type Welcome } from './welcome.ts';

interface Pursuit {
  readonly team: string;
  /** The SLA of the acceptance; opportunities have their own. */
  readonly sla: SlaId;
  readonly welcome?: Welcome;
  /** Confirms the meeting that the SDR arranged, in the name of the rep who will be there; too late, it is not sent. */
  readonly meeting?: (lead: Lead, meetingAt: Instant) => Promise<unknown>;
  /** Introduces the salesperson who has accepted the lead. */
  readonly introduction?: (lead: Lead) => Promise<unknown>;
  /** A nurture track that goes on beside the work, from the moment the salesperson accepts. */
  readonly meanwhile?: string;
}

/** Reps who may reject a lead before it goes back to nurture. */
const REPS_WHO_MAY_REJECT = 2;

/**
 * A track in which a salesperson works on the lead until it is a customer, is lost, or goes back.
 * @example
 * sales: pursue({ team: 'sales', sla: 'acceptance', introduction: (lead) => lead.email('your-contact') }),
 */
export const pursue = (pursuit: Pursuit): SalesTrack<never> => ({
  async work(flow, program) {
    const { team, sla, welcome } = pursuit;
    const { visit } = flow;
    visit.becomes('mql', visit.state.trigger?.kind ?? 'goes to the owner of a deal');
    welcomeBeside(flow, welcome);
    for (let reps = 1; ; reps++) {
      const task = await SalesTask.open(flow, { kind: 'acceptance', team, sla }, visit.state.trigger?.kind ?? 'handedOver');
      confirmMeeting(flow, pursuit);
      const next = await untilDecided(task, program, reps < REPS_WHO_MAY_REJECT, pursuit);
      if (next !== 'anotherRep') return next;
    }
  },
});

function confirmMeeting(flow: Flow, { meeting }: Pursuit): void {
  const { meetingAt } = flow.visit.state;
  if (meeting && meetingAt !== undefined) beside(flow, 'meeting', (lead) => meeting(lead, meetingAt), meetingAt);
}

/** Runs a nurture track beside the work, whatever it returns. */
function nurtureBeside(flow: Flow, program: Program, name: string): void {
  const track = trackOf(program, name);
  if (track && isNurture(track)) beside(flow, name, track);
}

async function untilDecided(
  task: SalesTask,
  program: Program,
  mayTryAnotherRep: boolean,
  pursuit: Pursuit,
): Promise<Next<never> | 'anotherRep'> {
  for (;;) {
    const event = await task.next();
    if (event.type === 'gaveUp') return recycle(task.flow.visit, program, event.reason);
    const next = follow(task.flow, program, event.report, mayTryAnotherRep, pursuit);
    if (next) return next;
  }
}

/** What happens after a salesperson's report; nothing, when the task goes on. */
function follow(
  flow: Flow,
  program: Program,
  report: OutcomeReport,
  mayTryAnotherRep: boolean,
  pursuit: Pursuit,
): Next<never> | 'anotherRep' | undefined {
  const { visit } = flow;
  const { next } = salesDispositions[report.disposition as SalesDisposition];
  switch (next) {
    case 'accept':
      visit.becomes('sal', 'accepted');
      if (pursuit.introduction) beside(flow, 'introduction', pursuit.introduction);
      if (pursuit.meanwhile) nurtureBeside(flow, program, pursuit.meanwhile);
      return undefined;
    case 'wait':
      return undefined;
    case 'opportunity':
      visit.becomes('opportunity', 'reported by the salesperson');
      return undefined;
    case 'reject':
      if (report.recycleReason) return recycle(visit, program, report.recycleReason, report.until);
      if (!mayTryAnotherRep) return recycle(visit, program, 'rejected');
      visit.state.exclude = [...visit.state.exclude, report.by];
      delete visit.state.prefer;
      return 'anotherRep';
    case 'recycle':
      return recycle(visit, program, report.recycleReason!, report.until);
    case 'win':
      return ended('customer', 'won');
    case 'lose':
      return recycle(visit, program, 'lost');
  }
}
