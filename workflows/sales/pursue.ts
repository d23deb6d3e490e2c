import { stepAfter } from '../../domain/sales/dispositions.ts';
import type { OutcomeReport } from '../../domain/lead/messages.ts';
import type { TeamSlug } from '../../domain/people/team-slug.ts';
import type { SlaId } from '../../domain/sales/sla.ts';
import type { Instant } from '../../domain/time/clock.ts';
import { beside } from '../beside.ts';
import type { Flow } from '../flow.ts';
import type { Lead } from '../lead.ts';
import { ended, type Next } from '../next.ts';
import { isNurture, trackOf, type Program, type SalesTrack } from '../program.ts';
import { recycle } from './recycle.ts';
import { giveUp } from './give-up.ts';
import { firstCall } from './first-call.ts';
import { SalesTask } from './task.ts';
import { welcomeBeside, type Welcome } from './welcome.ts';
import { whyHere } from './why-here.ts';

/** The options of a sales track. */
interface Pursuit {
  /** The team of the salespeople, by its slug. */
  readonly team: TeamSlug;
  /** The SLA for accepting the lead; opportunities have their own. */
  readonly sla: SlaId;
  /** The SLA after a fast-track act, which the salesperson answers by a call; the same as `sla` by default. */
  readonly fastTrackSla?: SlaId;
  /** Runs as soon as the track begins, such as a first email; the rep does not wait for it. */
  readonly welcome?: Welcome;
  /** Confirms the meeting that the SDR arranged, in the name of the rep who will attend. Not sent once the meeting has begun. */
  readonly meeting?: (lead: Lead, meetingAt: Instant) => Promise<unknown>;
  /** Introduces the salesperson who has accepted the lead. */
  readonly introduction?: (lead: Lead) => Promise<unknown>;
  /** A nurture track that runs in parallel, from the moment the salesperson accepts. */
  readonly meanwhile?: string;
}

/**
 * Makes a track in which a salesperson works on the lead until it is a customer, is lost, or goes back to nurture.
 * @example
 * export const sales = pursue({
 *   team: 'sales',
 *   sla: 'acceptance',
 *   fastTrackSla: 'fastTrack',
 *   introduction: (lead) => lead.email('your-contact'),
 * });
 */
export const pursue = (pursuit: Pursuit): SalesTrack<never> => ({
  team: pursuit.team,
  async work(flow, program) {
    const { team, welcome } = pursuit;
    const { visit } = flow;
    const { sla, from } = firstCall(visit, program, pursuit);
    const because = whyHere(visit);
    const { opensAgain } = visit.state;
    if (!opensAgain) visit.becomes('mql', because);
    welcomeBeside(flow, welcome);
    for (let reps = opensAgain?.nth ?? 1; ; reps++) {
      const clock = { sla, from: reps === 1 ? from : undefined };
      const task = await SalesTask.open(flow, { kind: 'acceptance', team, nth: reps, ...clock }, because);
      confirmMeeting(flow, pursuit);
      if (opensAgain && visit.state.stage !== 'mql') helpBeside(flow, program, pursuit);
      const next = await untilDecided(task, program, reps < visit.app.policy.recycle.repsWhoMayReject, pursuit);
      if (next !== 'anotherRep') return next;
    }
  },
});

function confirmMeeting(flow: Flow, { meeting }: Pursuit): void {
  const { meetingAt } = flow.visit.state;
  if (meeting && meetingAt !== undefined) beside(flow, 'meeting', (lead) => meeting(lead, meetingAt), meetingAt);
}

/** What marketing does while the salesperson works on the lead. An email that went out before is not sent again. */
function helpBeside(flow: Flow, program: Program, { introduction, meanwhile }: Pursuit): void {
  if (introduction) beside(flow, 'introduction', introduction);
  if (meanwhile) nurtureBeside(flow, program, meanwhile);
}

/** Runs a nurture track in parallel, and ignores what it returns. */
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
    if (event.type === 'gaveUp') return recycle(task.flow.visit, program, event.reason, event.until);
    const next = follow(task.flow, program, event.report, mayTryAnotherRep, pursuit);
    if (next) return next;
    if (event.applied.ifGivenUp && event.applied.nextAttemptAt === undefined) return await giveUp(task, program, event);
  }
}

/** Where the lead goes after a salesperson's report; undefined if the task continues. */
function follow(
  flow: Flow,
  program: Program,
  report: OutcomeReport,
  mayTryAnotherRep: boolean,
  pursuit: Pursuit,
): Next<never> | 'anotherRep' | undefined {
  const { visit } = flow;
  switch (stepAfter(visit.app.policy.dispositions, report.disposition, 'sales')) {
    case 'accept':
      visit.becomes('sal', 'accepted');
      helpBeside(flow, program, pursuit);
      return undefined;
    case 'wait':
      return undefined;
    case 'callBack':
      return undefined;
    case 'retry':
      return undefined;
    // The app has removed the disposition since: the task continues.
    case undefined:
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
