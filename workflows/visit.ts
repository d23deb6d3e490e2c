import { isCancellation } from '@temporalio/workflow';
import { isFinal } from '../domain/funnel.ts';
import { changeTask, enrich, loadFacts } from './activities.ts';
import type { Beside } from './beside.ts';
import { codeOf } from './code-of.ts';
import { interrupt, leaveIfUnreachable } from './interrupts.ts';
import { Lead } from './lead.ts';
import { ended, TrackLeft, type Next } from './next.ts';
import { isNurture, type Program, type SalesTrack } from './program.ts';
import type { Flow, Run } from './run.ts';
import { SalesDesk } from './sales/desk.ts';
import { GATE } from './state.ts';

/** One visit of a track, and what it happens in. */
export interface Visit {
  readonly run: Run;
  readonly flow: Flow;
  readonly program: Program;
  readonly beside: Beside;
}

/** Where a visit leads: to the next one, to the same once more, or to the end. */
export type Onward = { readonly next: Next<string> } | 'again';

/** Runs one visit of a track to its end, whatever that is. An error parks the lead: it neither loops nor ends its life. */
export async function runVisit(visit: Visit): Promise<Onward> {
  const { run, flow, beside } = visit;
  if (run.state.written === 0) run.note('entered', { to: run.state.track });
  try {
    const next = await runTrack(visit);
    // Somebody may have moved the lead during the last step.
    flow.stay();
    return { next };
  } catch (error) {
    if (error instanceof TrackLeft) return { next: error.next };
    if (isCancellation(error)) throw error;
    return park(run, codeOf(error));
  } finally {
    run.isInterruptible = false;
    beside.stop();
  }
}

async function runTrack(visit: Visit): Promise<Next<string>> {
  const { run, flow, program } = visit;
  if (run.state.track === GATE) return gate(visit);
  const track = program.tracks[run.state.track];
  if (!track) throw new Error(`the program "${program.id}" has no track "${run.state.track}" any more: move the lead`);
  run.facts = await loadFacts(run.ref);
  run.isInterruptible = isNurture(track);
  // First what they asked for: a conversation needs no consent to marketing.
  interrupt(visit);
  leaveIfUnreachable(visit);
  if (!isNurture(track)) return sell(visit, track);
  await restIsOver(visit);
  return track(new Lead(run, flow));
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
  const { verdict, because } = await enrich(run.ref);
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

async function sell({ run, flow, program, beside }: Visit, track: SalesTrack<string>): Promise<Next<string>> {
  try {
    return await track.work(new SalesDesk(run, flow, program, beside));
  } catch (error) {
    // Somebody moved the lead: the rep's task is void.
    if (error instanceof TrackLeft && run.task && run.task.state !== 'closed') {
      const taskId = run.task.id;
      await run.writing((journal) => changeTask({ ...journal, taskId, change: { to: 'closed', because: error.because } }));
    }
    throw error;
  }
}

/** Waits until an operator has the visit run again, or moves the lead. */
async function park(run: Run, code: string): Promise<Onward> {
  run.parked = code;
  run.note('parked', { from: run.state.track, reason: code });
  await run.flush();
  const order = await run.nextOrder();
  run.note('resumed', { to: order.type === 'moveTo' ? order.message.track : run.state.track, reason: order.type });
  return order.type === 'moveTo' ? { next: order.message.track } : 'again';
}
