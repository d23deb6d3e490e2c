import { dispositions, sdrDispositions, type SdrDisposition } from '../../domain/sales/dispositions.ts';
import type { OutcomeReport } from '../../domain/lead/messages.ts';
import type { SlaId } from '../../domain/sales/sla.ts';
import { ended, rest, type Next } from '../next.ts';
import type { SalesTrack } from '../program.ts';
import type { SalesDesk, Welcome } from './desk.ts';
import { SalesTask, type Reported } from './task.ts';
import { channels } from '../../domain/contact/suppression.ts';

interface Qualification<N extends string> {
  readonly team: string;
  /** The SLA of the first attempt, and the faster one after a fast-track act. */
  readonly sla: SlaId;
  readonly fastTrackSla?: SlaId;
  readonly welcome?: Welcome;
  /** The track of the salesperson to whom a qualified lead goes. */
  readonly qualified: N;
}

/** A track in which an SDR calls the lead and finds out whether a salesperson should talk to them. */
export const qualify = <const N extends string>({
  team,
  sla,
  fastTrackSla = sla,
  welcome,
  qualified,
}: Qualification<N>): SalesTrack<N> => ({
  async work(desk) {
    const { run } = desk;
    const { trigger } = run.state;
    run.becomes('mql', trigger?.kind ?? 'reached the goal of a track');
    const isFast = trigger !== undefined && trigger.kind !== 'mql';
    const because = trigger?.kind ?? 'goal';
    const task = await SalesTask.open(desk, { kind: 'call', team, sla: isFast ? fastTrackSla : sla }, because);
    desk.welcome(welcome);
    for (;;) {
      const event = await task.next();
      if (event.type === 'gaveUp') return desk.recycle(event.reason);
      const next = await follow(desk, task, event, qualified);
      if (next) return next;
    }
  },
});

/** What happens after an SDR's report; nothing, when the task goes on. */
async function follow<N extends string>(
  desk: SalesDesk,
  task: SalesTask,
  { report, applied }: Reported,
  qualified: N,
): Promise<Next<N> | undefined> {
  const { run } = desk;
  const { next } = sdrDispositions[report.disposition as SdrDisposition];
  switch (next) {
    case 'handOver':
      if (report.meetingAt !== undefined) run.state.meetingAt = report.meetingAt;
      return qualified;
    case 'giveToOwner':
      run.state.prefer = report.owner!;
      return qualified;
    case 'nurture':
      run.becomes('recycled', report.disposition);
      desk.holdMql(report.until!);
      return rest(report.until!, report.track as N);
    case 'disqualify':
      return ended('disqualified', 'an SDR found that it does not fit');
    case 'findSuccessor':
      return ended('disqualified', 'left the company');
    case 'closeChannels':
      // With a clock the task goes on: they may still be called.
      return channelsClosed(desk, report, applied.clock !== undefined);
    case 'retry':
      if (applied.nextAttemptAt === undefined) {
        await task.close('every attempt was made');
        return desk.recycle('unreachable');
      }
      if (dispositions[report.disposition].by === 'phone') desk.beside('tried', (lead) => lead.email('tried-to-reach-you'));
      return undefined;
    case 'correct':
      // Without a clock the task is over: somebody else at the account is the contact now.
      return applied.clock ? undefined : ended('disqualified', 'the wrong contact; they referred us to somebody else');
    case 'callBack':
      return undefined;
  }
}

/** The channels that the lead named are closed; the rest goes on. */
function channelsClosed(desk: SalesDesk, { channels: closed = [] }: OutcomeReport, mayCall: boolean): Next<never> | undefined {
  const { state } = desk.run;
  for (const channel of closed) state[channels[channel].may] = false;
  if (mayCall) return undefined;
  return state.mayEmail ? desk.recycle('unreachable') : ended('archived', 'asked not to be contacted');
}
