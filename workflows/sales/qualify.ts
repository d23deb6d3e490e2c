import { stepAfter, type Disposition } from '../../domain/sales/dispositions.ts';
import { own } from '../../domain/text/own.ts';
import type { TeamSlug } from '../../domain/people/team-slug.ts';
import type { SlaId } from '../../domain/sales/sla.ts';
import { beside } from '../beside.ts';
import type { Flow } from '../flow.ts';
import type { Lead } from '../lead.ts';
import { ended, rest, type Next } from '../next.ts';
import type { Program, SalesTrack } from '../program.ts';
import type { Visit } from '../visit.ts';
import { recycle } from './recycle.ts';
import { giveUp } from './give-up.ts';
import { firstCall } from './first-call.ts';
import { SalesTask, type Reported } from './task.ts';
import { welcomeBeside, type Welcome } from './welcome.ts';
import { whyHere } from './why-here.ts';

type FollowUp = (lead: Lead) => Promise<unknown>;

/** The options of an SDR track. */
interface Qualification<N extends string> {
  /** The team that calls, by its slug. */
  readonly team: TeamSlug;
  /** The SLA of the first attempt. */
  readonly sla: SlaId;
  /** The SLA after a fast-track act; the same as `sla` by default. */
  readonly fastTrackSla?: SlaId;
  /** Runs as soon as the track begins, such as a first email; the call does not wait for it. */
  readonly welcome?: Welcome;
  /** Runs after a call that the lead did not take, such as an email; the rep sees the lead's answer. */
  readonly missed?: FollowUp;
  /** What runs instead after some dispositions that continue the task: a voicemail, a call back, somebody else at the phone. */
  readonly followUps?: { readonly [D in Disposition]?: FollowUp };
  /** The sales track that a qualified lead goes to. */
  readonly qualified: N;
}

/**
 * Makes a track in which an SDR calls the lead and finds out whether a salesperson should talk to them. The rep's report decides
 * where the lead goes; if no rep acts before the last rung of the SLA, the lead goes back to nurture.
 * @example
 * export const call = qualify({
 *   team: 'callers',
 *   sla: 'firstAttempt',
 *   missed: (lead) => lead.email('we-called'),
 *   followUps: { voicemail: (lead) => lead.email('our-voicemail') },
 *   qualified: 'sales',
 * });
 */
export const qualify = <const N extends string>(qualification: Qualification<N>): SalesTrack<N> => ({
  team: qualification.team,
  async work(flow, program) {
    const { team, welcome } = qualification;
    const { visit } = flow;
    const because = whyHere(visit);
    visit.becomes('mql', because);
    const task = await SalesTask.open(flow, { kind: 'call', team, ...firstCall(visit, program, qualification) }, because);
    welcomeBeside(flow, welcome);
    for (;;) {
      const event = await task.next();
      if (event.type === 'gaveUp') return recycle(visit, program, event.reason, event.until);
      const next = await follow(task, program, event, qualification);
      if (next) return next;
    }
  },
});

/** Where the lead goes after an SDR's report; undefined if the task continues. */
async function follow<N extends string>(
  task: SalesTask,
  program: Program,
  event: Reported,
  qualification: Qualification<N>,
): Promise<Next<N> | undefined> {
  const { visit } = task.flow;
  const { report, applied } = event;
  const { qualified } = qualification;
  const { dispositions } = visit.app.policy;
  switch (stepAfter(dispositions, report.disposition, 'sdr')) {
    case 'handOver':
      return qualified;
    case 'giveToOwner':
      return qualified;
    case 'nurture':
      visit.becomes('recycled', report.disposition);
      return rest(report.until!, report.track as N);
    case 'disqualify':
      return ended('disqualified', 'an SDR found that it does not fit');
    case 'endMarketing':
      return ended('archived', 'not interested');
    case 'findSuccessor':
      return ended('disqualified', 'left the company');
    // A clock means that the task continues: the rep may still reach them.
    case 'dropNumber':
      return channelsClosed(visit, program, applied.clock !== undefined);
    case 'closeChannels':
      return channelsClosed(visit, program, applied.clock !== undefined);
    case 'retry':
      if (applied.nextAttemptAt === undefined) return await giveUp(task, program, event);
      followUp(task.flow, report.disposition, qualification);
      return undefined;
    case 'correct':
      // Without a clock the task is over: the contact is now another person at the account.
      return applied.clock ? undefined : ended('disqualified', 'the wrong contact; they referred us to another person');
    case 'callBack':
      followUp(task.flow, report.disposition, qualification);
      return undefined;
    // The app has removed the disposition since: the task continues.
    case undefined:
      return undefined;
  }
}

/** Sends the email that fits a call: a voicemail needs a different one than a call that nobody answered. */
function followUp(flow: Flow, disposition: Disposition, { missed, followUps }: Qualification<string>): void {
  const { by, contact, next } = own(flow.visit.app.policy.dispositions, disposition)!;
  const isMissed = next === 'retry' && by === 'phone' && !contact;
  const special = own<FollowUp>(followUps ?? {}, disposition);
  // The name is part of the keys of its emails: a second missed call sends nothing again.
  if (special) beside(flow, `after ${disposition}`, special);
  else if (isMissed && missed) beside(flow, 'tried', missed);
}

/** The lead has closed channels; the task continues if the rep may still call. */
function channelsClosed(visit: Visit, program: Program, mayCall: boolean): Next<never> | undefined {
  if (mayCall) return undefined;
  return visit.state.mayEmail ? recycle(visit, program, 'unreachable') : ended('archived', 'asked not to be contacted');
}
