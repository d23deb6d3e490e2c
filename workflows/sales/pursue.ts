import { salesDispositions, type SalesDisposition } from '../../domain/sales/dispositions.ts';
import type { OutcomeReport } from '../../domain/lead/messages.ts';
import type { SlaId } from '../../domain/sales/sla.ts';
import { ended, type Next } from '../next.ts';
import type { SalesTrack } from '../program.ts';
import type { SalesDesk, Welcome } from './desk.ts';
import { SalesTask } from './task.ts';

interface Pursuit {
  readonly team: string;
  /** The SLA of the acceptance; opportunities have their own. */
  readonly sla: SlaId;
  readonly welcome?: Welcome;
  /** A nurture track that goes on beside the work, from the moment the salesperson accepts. */
  readonly meanwhile?: string;
}

/** Reps who may reject a lead before it goes back to nurture. */
const REPS_WHO_MAY_REJECT = 2;

/** A track in which a salesperson works on the lead until it is a customer, is lost, or goes back. */
export const pursue = ({ team, sla, welcome, meanwhile }: Pursuit): SalesTrack<never> => ({
  async work(desk) {
    const { run } = desk;
    run.becomes('mql', run.state.trigger?.kind ?? 'goes to the owner of a deal');
    desk.welcome(welcome);
    for (let reps = 1; ; reps++) {
      const task = await SalesTask.open(desk, { kind: 'acceptance', team, sla }, run.state.trigger?.kind ?? 'handedOver');
      confirmMeeting(desk);
      const next = await untilDecided(desk, task, reps < REPS_WHO_MAY_REJECT, meanwhile);
      if (next !== 'anotherRep') return next;
    }
  },
});

/** Confirms the meeting that the SDR arranged, in the name of the rep who will be there. */
function confirmMeeting(desk: SalesDesk): void {
  const { meetingAt } = desk.run.state;
  if (meetingAt !== undefined) desk.beside('meeting', (lead) => lead.email('meeting-confirmed', { meetingAt }), meetingAt);
}

async function untilDecided(
  desk: SalesDesk,
  task: SalesTask,
  mayTryAnotherRep: boolean,
  meanwhile: string | undefined,
): Promise<Next<never> | 'anotherRep'> {
  for (;;) {
    const event = await task.next();
    if (event.type === 'gaveUp') return desk.recycle(event.reason);
    const next = follow(desk, event.report, mayTryAnotherRep, meanwhile);
    if (next) return next;
  }
}

/** What happens after a salesperson's report; nothing, when the task goes on. */
function follow(
  desk: SalesDesk,
  report: OutcomeReport,
  mayTryAnotherRep: boolean,
  meanwhile: string | undefined,
): Next<never> | 'anotherRep' | undefined {
  const { run } = desk;
  const { next } = salesDispositions[report.disposition as SalesDisposition];
  switch (next) {
    case 'accept':
      run.becomes('sal', 'accepted');
      desk.beside('introduction', (lead) => lead.email('introduction'));
      if (meanwhile) desk.meanwhile(meanwhile);
      return undefined;
    case 'wait':
      return undefined;
    case 'opportunity':
      run.becomes('opportunity', 'reported by the salesperson');
      return undefined;
    case 'reject':
      if (report.recycleReason) return desk.recycle(report.recycleReason, report.until);
      if (!mayTryAnotherRep) return desk.recycle('rejected');
      run.state.exclude = [...run.state.exclude, report.by];
      delete run.state.prefer;
      return 'anotherRep';
    case 'recycle':
      return desk.recycle(report.recycleReason!, report.until);
    case 'win':
      return ended('customer', 'won');
    case 'lose':
      return desk.recycle('lost');
  }
}
