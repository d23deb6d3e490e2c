import { isCancellation } from '@temporalio/workflow';
import { isFinal } from '../domain/lead/funnel.ts';
import { stepOf, type Step } from './check-next.ts';
import { codeOf } from './code-of.ts';
import type { Flow } from './flow.ts';
import { interrupt, leaveIfUnreachable } from './interrupts.ts';
import { Lead } from './lead.ts';
import { ended, TrackLeft, type Next } from './next.ts';
import { isNurture, trackOf, type Program } from './program.ts';
import { GATE } from './state.ts';
import type { Visit } from './visit.ts';

/** Where a visit leads, and why: to the next one or to the end; or to the same once more. */
export type Onward = { readonly next: Step; readonly because: string } | 'again';

/** Runs one visit of a track to its end, whatever that is. An error parks the lead: it neither loops nor ends its life. */
export async function runVisit(flow: Flow, program: Program): Promise<Onward> {
  const { visit } = flow;
  try {
    const { next, because } = await endOfTrack(flow, program);
    return { next: stepOf(program, next, visit.now()), because };
  } catch (error) {
    if (isCancellation(error)) throw error;
    return park(visit, codeOf(error));
  } finally {
    visit.endTrack();
    flow.stopBranches();
  }
}

/** What the track returns, or where the lead was sent in the meantime. */
async function endOfTrack(flow: Flow, program: Program): Promise<{ readonly next: Next<string>; readonly because: string }> {
  try {
    const next = await runTrack(flow, program);
    // The lead may have been moved during the last step.
    flow.stay();
    return { next, because: 'the track is over' };
  } catch (error) {
    if (error instanceof TrackLeft) return error;
    throw error;
  }
}

async function runTrack(flow: Flow, program: Program): Promise<Next<string>> {
  const { visit } = flow;
  if (visit.state.track === GATE) return gate(flow, program);
  enters(visit);
  const track = trackOf(program, visit.state.track);
  // The name that is missing is in the line that says where the lead was parked.
  if (!track) return visit.state.track;
  await visit.loadFacts();
  if (isNurture(track)) visit.beginNurture();
  // First what they asked for: a conversation needs no consent to marketing.
  interrupt(flow, program);
  leaveIfUnreachable(flow);
  if (!isNurture(track)) return track.work(flow, program);
  await restIsOver(flow);
  return track(new Lead(flow));
}

/** A visit that runs again has said so already. */
function enters({ state, journal }: Visit): void {
  if (state.written === 0) journal.note('entered', { to: state.track });
}

/** Waits for the date until which the lead rests; the facts may have changed in the meantime. */
async function restIsOver(flow: Flow): Promise<void> {
  const { visit } = flow;
  const { notBefore } = visit.state;
  if (notBefore === undefined || notBefore <= visit.now()) return;
  // Otherwise nothing would be written of the rest before its end.
  await visit.journal.flush();
  await flow.waitUntil(() => false, notBefore, 'the end of a rest');
  delete visit.state.notBefore;
  await visit.loadFacts();
}

/** The first visit: enrich, then turn away who doesn't belong, before the first email. */
async function gate(flow: Flow, program: Program): Promise<Next<string>> {
  const { visit } = flow;
  await flow.waitUntil(() => false, visit.state.notBefore, 'its turn to begin');
  delete visit.state.notBefore;
  enters(visit);
  const { verdict, because } = await visit.journal.enriched();
  await visit.loadFacts();
  comesBack(visit);
  if (verdict !== 'welcome') return ended('disqualified', because);
  if (visit.facts.dealOwnerId === undefined || program.openDeal === undefined) return program.start;
  visit.state.prefer = visit.facts.dealOwnerId;
  return program.openDeal;
}

/** A lead that was archived begins anew. */
function comesBack(visit: Visit): void {
  visit.state.stage = visit.facts.stage;
  if (isFinal(visit.state.stage)) visit.becomes('inquiry', 'comes back');
}

/** Waits until an operator has the visit run again, or moves the lead. */
async function park(visit: Visit, code: string): Promise<Onward> {
  visit.park(code);
  await visit.journal.flush();
  const order = await visit.nextOrder();
  const again = order.type === 'retry';
  visit.journal.note('resumed', { to: again ? visit.state.track : order.message.track, reason: order.type });
  return again ? 'again' : { next: order.message.track, because: 'moved by an operator' };
}
