import { dispositions, sdrDispositions, type SdrDisposition } from '../../domain/sales/dispositions.ts';
import type { OutcomeReport } from '../../domain/lead/messages.ts';
import type { SlaId } from '../../domain/sales/sla.ts';
import { beside } from '../beside.ts';
import type { Lead } from '../lead.ts';
import { ended, rest, type Next } from '../next.ts';
import type { Program, SalesTrack } from '../program.ts';
import type { Visit } from '../visit.ts';
import { recycle } from './recycle.ts';
import { SalesTask, type Reported } from './task.ts';
import { channels } from '../../domain/contact/suppression.ts';
import { welcomeBeside, type Welcome } from './welcome.ts';

interface Qualification<N extends string> {
  readonly team: string;
  /** The SLA of the first attempt, and the faster one after a fast-track act. */
  readonly sla: SlaId;
  readonly fastTrackSla?: SlaId;
  readonly welcome?: Welcome;
  /** What the lead gets after a call that nobody took; its answer is heard by the rep. */
  readonly missed?: (lead: Lead) => Promise<unknown>;
  /** The track of the salesperson to whom a qualified lead goes. */
  readonly qualified: N;
}

/**
 * A track in which an SDR calls the lead and finds out whether a salesperson should talk to them.
 * @example
 * qualify: qualify({ team: 'callers', sla: 'firstAttempt', missed: (lead) => lead.email('we-called'), qualified: 'sales' }),
 */
export const qualify = <const N extends string>(qualification: Qualification<N>): SalesTrack<N> => ({
  async work(flow, program) {
    const { team, sla, fastTrackSla = sla, welcome } = qualification;
    const { visit } = flow;
    const { trigger } = visit.state;
    visit.becomes('mql', trigger?.kind ?? 'reached the goal of a track');
    const isFast = trigger !== undefined && trigger.kind !== 'mql';
    const because = trigger?.kind ?? 'goal';
    const task = await SalesTask.open(flow, { kind: 'call', team, sla: isFast ? fastTrackSla : sla }, because);
    welcomeBeside(flow, welcome);
    for (;;) {
      const event = await task.next();
      if (event.type === 'gaveUp') return recycle(visit, program, event.reason);
      const next = await follow(task, program, event, qualification);
      if (next) return next;
    }
  },
});

/** What happens after an SDR's report; nothing, when the task goes on. */
async function follow<N extends string>(
  task: SalesTask,
  program: Program,
  { report, applied }: Reported,
  { missed, qualified }: Qualification<N>,
): Promise<Next<N> | undefined> {
  const { visit } = task.flow;
  const { next } = sdrDispositions[report.disposition as SdrDisposition];
  switch (next) {
    case 'handOver':
      if (report.meetingAt !== undefined) visit.state.meetingAt = report.meetingAt;
      return qualified;
    case 'giveToOwner':
      visit.state.prefer = report.owner!;
      return qualified;
    case 'nurture':
      visit.becomes('recycled', report.disposition);
      visit.state.mqlHeldUntil = report.until!;
      return rest(report.until!, report.track as N);
    case 'disqualify':
      return ended('disqualified', 'an SDR found that it does not fit');
    case 'findSuccessor':
      return ended('disqualified', 'left the company');
    case 'closeChannels':
      // With a clock the task goes on: they may still be called.
      return channelsClosed(visit, program, report, applied.clock !== undefined);
    case 'retry':
      if (applied.nextAttemptAt === undefined) {
        await task.close('every attempt was made');
        return recycle(visit, program, 'unreachable');
      }
      if (missed && dispositions[report.disposition].by === 'phone') beside(task.flow, 'tried', missed);
      return undefined;
    case 'correct':
      // Without a clock the task is over: somebody else at the account is the contact now.
      return applied.clock ? undefined : ended('disqualified', 'the wrong contact; they referred us to somebody else');
    case 'callBack':
      return undefined;
  }
}

/** The channels that the lead named are closed; the rest goes on. */
function channelsClosed(
  visit: Visit,
  program: Program,
  { channels: closed = [] }: OutcomeReport,
  mayCall: boolean,
): Next<never> | undefined {
  const { state } = visit;
  for (const channel of closed) state[channels[channel].may] = false;
  if (mayCall) return undefined;
  return state.mayEmail ? recycle(visit, program, 'unreachable') : ended('archived', 'asked not to be contacted');
}
