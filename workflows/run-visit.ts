import { isCancellation, log } from '@temporalio/workflow';
import { instantOf } from '../domain/time/moment.ts';
import { isFinal } from '../domain/lead/funnel.ts';
import { isEnd, stepOf, type Step } from './check-next.ts';
import type { Flow } from './flow.ts';
import { interruptByAct } from './interrupt-by-act.ts';
import { interrupt, leaveIfStopped, leaveIfUnreachable } from './interrupts.ts';
import { Lead } from './lead.ts';
import { NeverWaits, WITHOUT_WAIT } from './never-waits.ts';
import { ended, STOPPED, TrackLeft, type Left, type Next } from './next.ts';
import { isNurture, trackOf, type Program } from './program.ts';
import { reasonOf } from './reason-of.ts';
import { GATE } from './state.ts';
import { VerbChanged } from './verbs.ts';
import type { Visit } from './visit.ts';

/** What follows a visit: the next step and its reason, or the same visit again. */
export type Onward = { readonly next: Step; readonly because: string } | 'again';

/** Runs one visit of a track to its end. An error parks the lead: it neither loops nor ends the workflow. */
export async function runVisit(flow: Flow, program: Program): Promise<Onward> {
  const { visit } = flow;
  try {
    const { next, because } = await endOfTrack(flow, program);
    const step = stepOf(program, next, visit.now());
    if (!isEnd(step)) mustWaitSometimes(flow);
    return { next: step, because };
  } catch (error) {
    if (isCancellation(error) || error instanceof VerbChanged) throw error;
    const reason = reasonOf(error, flow.step);
    log.error('a lead is parked', { track: visit.state.track, reason, error });
    return park(visit, reason);
  } finally {
    visit.endTrack();
    flow.stopBranches();
  }
}

/** @throws NeverWaits when the lead has passed many tracks in a row without a wait */
function mustWaitSometimes({ hasWaited, visit: { state } }: Flow): void {
  if (hasWaited) return void delete state.withoutWait;
  const passed = [...(state.withoutWait ?? []), state.track];
  state.withoutWait = passed;
  if (passed.length >= WITHOUT_WAIT.tracks) throw new NeverWaits(`${passed.slice(-3).join(' → ')}: no wait`);
}

/** The step that the track returns, or the one that took the lead out of it. */
async function endOfTrack(flow: Flow, program: Program): Promise<{ readonly next: Left; readonly because: string }> {
  try {
    const next = await runTrack(flow, program);
    // The lead may have been moved during the last step.
    flow.throwIfLeft();
    return { next, because: 'the track is over' };
  } catch (error) {
    if (error instanceof TrackLeft) return error;
    throw error;
  }
}

async function runTrack(flow: Flow, program: Program): Promise<Next<string>> {
  const { visit } = flow;
  if (visit.state.track === GATE) return gate(flow, program);
  const track = trackOf(program, visit.state.track);
  if (track) await visit.beginWith(visit.given);
  if (track && isNurture(track)) visit.beginNurture();
  if (!visit.isResting) noteEntry(visit);
  // `stepOf` refuses the name, and the journal line about parking the lead names it.
  if (!track) return visit.state.track;
  // The lead's own request comes first: a conversation needs no consent to marketing.
  interrupt(flow, program);
  interruptByAct(flow, program);
  leaveIfUnreachable(flow);
  leaveIfStopped(flow);
  if (!isNurture(track)) return track.work(flow, program);
  await endOfRest(flow);
  return track(new Lead(flow));
}

/** Notes that the lead enters the track. A visit that runs again has noted it already, unless the lead was still resting. */
function noteEntry({ state, journal, isCurrent }: Visit): void {
  if (state.written === 0 || (isCurrent && state.notBefore !== undefined)) journal.note('entered', { to: state.track });
  if (isCurrent) delete state.notBefore;
}

/** Waits for the end of the lead's rest, and reloads the facts. */
async function endOfRest(flow: Flow): Promise<void> {
  const { visit } = flow;
  const { restEnd: end } = visit;
  if (end === undefined || instantOf(end) <= visit.now()) return;
  // What was noted before the rest would otherwise be written after it.
  await visit.journal.flush();
  // It may move: with the campaign's input, or with what the lead asks for.
  await flow.waitUntil(() => false, { at: () => instantOf(visit.restEnd ?? end) }, 'the end of a rest');
  if (visit.isCurrent) noteEntry(visit);
  delete visit.state.notBefore;
  await visit.loadFacts();
}

/** The first visit: enriches the lead, and turns away a lead that doesn't belong before it gets an email. */
async function gate(flow: Flow, program: Program): Promise<Next<string>> {
  const { visit } = flow;
  await flow.waitUntil(() => false, visit.state.notBefore, 'its turn to begin');
  delete visit.state.notBefore;
  noteEntry(visit);
  const { verdict, because, facts } = await visit.journal.enriched();
  await visit.beginWith(facts);
  restoreStage(visit);
  if (verdict !== 'welcome') return ended('disqualified', because);
  if (visit.facts.dealOwnerId === undefined || program.openDeal === undefined) return visit.entry ?? program.start;
  visit.state.prefer = visit.facts.dealOwnerId;
  return program.openDeal;
}

/** Takes over the lead's stage from Postgres; a lead that was archived starts again. */
function restoreStage(visit: Visit): void {
  visit.state.stage = visit.facts.stage;
  if (isFinal(visit.state.stage)) visit.becomes('inquiry', 'comes back');
}

/** Parks the lead, and waits until an operator reruns the visit or moves the lead. */
async function park(visit: Visit, reason: string): Promise<Onward> {
  visit.park(reason);
  delete visit.state.withoutWait;
  await visit.journal.flush();
  const order = await visit.nextOrder();
  if (!order) return { next: STOPPED, because: STOPPED.because };
  const again = order.type === 'retry';
  visit.journal.note('resumed', { to: again ? visit.state.track : order.message.track, reason: order.type });
  return again ? 'again' : { next: order.message.track, because: 'moved by an operator' };
}
