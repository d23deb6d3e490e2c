import { isCancellation } from '@temporalio/workflow';
import { isFinal } from '../domain/lead/funnel.ts';
import { loadFacts } from './activities.ts';
import type { Beside } from './beside.ts';
import { stepOf, type Step } from './check-next.ts';
import { codeOf } from './code-of.ts';
import { interrupt, leaveIfUnreachable } from './interrupts.ts';
import { Lead } from './lead.ts';
import { ended, TrackLeft, type Next } from './next.ts';
import { isNurture, trackOf, type Program } from './program.ts';
import type { Flow } from './flow.ts';
import type { Run } from './run.ts';
import { SalesDesk } from './sales/desk.ts';
import { GATE } from './state.ts';

/** One visit of a track, and what it happens in. */
export interface Visit {
  readonly run: Run;
  readonly flow: Flow;
  readonly program: Program;
  readonly beside: Beside;
}

/** Where a visit leads, and why: to the next one or to the end; or to the same once more. */
export type Onward = { readonly next: Step; readonly because: string } | 'again';

/** Runs one visit of a track to its end, whatever that is. An error parks the lead: it neither loops nor ends its life. */
export async function runVisit(visit: Visit): Promise<Onward> {
  const { run, program, beside } = visit;
  try {
    const { next, because } = await endOfTrack(visit);
    return { next: stepOf(program, next, run.now()), because };
  } catch (error) {
    if (isCancellation(error)) throw error;
    return park(visit, codeOf(error));
  } finally {
    run.isInterruptible = false;
    beside.stop();
  }
}

/** What the track returns, or where somebody has sent the lead in the meantime. */
async function endOfTrack(visit: Visit): Promise<{ readonly next: Next<string>; readonly because: string }> {
  try {
    const next = await runTrack(visit);
    // Somebody may have moved the lead during the last step.
    visit.flow.stay();
    return { next, because: 'the track is over' };
  } catch (error) {
    if (error instanceof TrackLeft) return error;
    throw error;
  }
}

async function runTrack(visit: Visit): Promise<Next<string>> {
  const { run, flow, program, beside } = visit;
  if (run.state.track === GATE) return gate(visit);
  enters(run);
  const track = trackOf(program, run.state.track);
  // The name that is missing stands in the line that says where the lead was parked.
  if (!track) return run.state.track;
  run.facts = await loadFacts(run.ref);
  run.isInterruptible = isNurture(track);
  // First what they asked for: a conversation needs no consent to marketing.
  interrupt(visit);
  leaveIfUnreachable(visit);
  if (!isNurture(track)) return track.work(new SalesDesk(run, flow, program, beside));
  await restIsOver(visit);
  return track(new Lead(run, flow));
}

/** A visit that runs again has said so already. */
function enters(run: Run): void {
  if (run.state.written === 0) run.note('entered', { to: run.state.track });
}

/** Waits for the date until which the lead rests; the facts may have changed in the meantime. */
async function restIsOver({ run, flow }: Visit): Promise<void> {
  const { notBefore } = run.state;
  if (notBefore === undefined || notBefore <= run.now()) return;
  // Otherwise nothing would be written of the rest before its end.
  await run.flush();
  await flow.waitUntil(() => false, notBefore, 'the end of a rest');
  delete run.state.notBefore;
  run.facts = await loadFacts(run.ref);
}

/** The first visit: enrich, then turn away who doesn't belong, before the first mail. */
async function gate({ run, flow, program }: Visit): Promise<Next<string>> {
  await flow.waitUntil(() => false, run.state.notBefore, 'its turn to begin');
  delete run.state.notBefore;
  enters(run);
  const { verdict, because } = await run.enriched();
  run.facts = await loadFacts(run.ref);
  comesBack(run);
  if (verdict !== 'welcome') return ended('disqualified', because);
  if (run.facts.dealOwnerId === undefined || program.openDeal === undefined) return program.start;
  run.state.prefer = run.facts.dealOwnerId;
  return program.openDeal;
}

/** A lead that was archived begins anew. */
function comesBack(run: Run): void {
  run.state.stage = run.facts.stage;
  if (isFinal(run.state.stage)) run.becomes('inquiry', 'comes back');
}

/** Waits until an operator has the visit run again, or moves the lead. */
async function park({ run }: Visit, code: string): Promise<Onward> {
  run.parked = code;
  run.note('parked', { from: run.state.track, reason: code });
  await run.flush();
  const order = await run.nextOrder();
  const again = order.type === 'retry';
  run.note('resumed', { to: again ? run.state.track : order.message.track, reason: order.type });
  return again ? 'again' : { next: order.message.track, because: 'moved by an operator' };
}
