import { isCancellation } from '@temporalio/workflow';
import type { MoveTo } from '../domain/messages.ts';
import { changeTask, enrich, loadFacts } from './activities.ts';
import { Lead } from './lead.ts';
import { ended, TrackLeft, type Next } from './next.ts';
import { isNurture, type Program } from './program.ts';
import type { Flow, Run } from './run.ts';
import { codeOf, SalesDesk } from './sales/desk.ts';
import { GATE } from './state.ts';

/** Where a visit leads: to the next one, to the same once more, or to the end. */
export type Onward = { readonly next: Next<string> } | 'again';

/** Runs one visit of a track to its end, whatever that is. An error parks the lead: it neither loops nor ends its life. */
export async function visit(run: Run, flow: Flow, program: Program): Promise<Onward> {
  if (run.state.written === 0) run.note('entered', { to: run.state.track });
  try {
    return { next: await runTrack(run, flow, program) };
  } catch (error) {
    if (error instanceof TrackLeft) return { next: error.next };
    if (isCancellation(error)) throw error;
    return park(run, codeOf(error));
  } finally {
    run.isInterruptible = false;
  }
}

async function runTrack(run: Run, flow: Flow, program: Program): Promise<Next<string>> {
  const { state } = run;
  if (state.track === GATE) return gate(run, flow, program);
  const track = program.tracks[state.track];
  if (!track) throw new Error(`the program "${program.id}" has no track "${state.track}" any more: move the lead`);
  run.facts = await loadFacts(run.ref);
  if (!isNurture(track)) return sell(run, flow, program, track.work);
  run.isInterruptible = true;
  leaveIfUnreachable(run, flow);
  interrupt(run, flow, program);
  await restIsOver(run, flow);
  return track(new Lead(run, flow));
}

/** Waits for the date until which the lead rests; the facts may have changed in the meantime. */
async function restIsOver(run: Run, flow: Flow): Promise<void> {
  const { notBefore } = run.state;
  if (notBefore === undefined || notBefore <= run.now()) return;
  await flow.waitUntil(() => false, notBefore, 'the end of a rest');
  delete run.state.notBefore;
  run.facts = await loadFacts(run.ref);
}

/** The first visit: enrich, then turn away who doesn't belong, before the first mail. */
async function gate(run: Run, flow: Flow, program: Program): Promise<Next<string>> {
  await flow.waitUntil(() => false, run.state.notBefore, 'its turn to begin');
  delete run.state.notBefore;
  const { verdict, because } = await enrich(run.ref);
  run.facts = await loadFacts(run.ref);
  if (verdict !== 'welcome') return ended('disqualified', because);
  if (run.facts.dealOwnerId === undefined || program.openDeal === undefined) return program.start;
  run.state.prefer = run.facts.dealOwnerId;
  return program.openDeal;
}

async function sell(
  run: Run,
  flow: Flow,
  program: Program,
  work: (desk: SalesDesk) => Promise<Next<string>>,
): Promise<Next<string>> {
  const desk = new SalesDesk(run, flow, program);
  try {
    return await work(desk);
  } catch (error) {
    // Somebody moved the lead: the rep's task is void.
    if (error instanceof TrackLeft && run.task) {
      const taskId = run.task.id;
      await run.writing((journal) => changeTask({ ...journal, taskId, change: { to: 'closed', because: error.because } }));
    }
    throw error;
  } finally {
    await desk.close();
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

/** Takes the lead out of a nurture track when it has become ready for sales. In sales' tracks that is a fact on the task. */
export function interrupt(run: Run, flow: Flow, program: Program): void {
  const { state } = run;
  const { ready } = state;
  if (!ready || !(run.isInterruptible || run.isSales) || run.isClosing) return;
  delete state.ready;
  const because = ready.by ?? ready.kind;
  if (run.isSales) return run.note('noted', { reason: `ready for sales again: ${because}` });
  const isHeld = ready.kind === 'mql' && state.mqlHeldUntil !== undefined && run.now() < state.mqlHeldUntil;
  const destination = program.interrupts[ready.kind];
  if (isHeld || destination === undefined)
    return run.note('noted', { reason: `ready for sales, and left in nurture: ${because}` });
  const to = typeof destination === 'function' ? destination(new Lead(run, flow)) : destination;
  state.trigger = { kind: ready.kind === 'mql' ? 'mql' : (ready.by ?? 'mql'), at: ready.at };
  run.note('interrupted', { from: state.track, to, reason: because });
  flow.leave(to, ready.kind);
}

/** Nurture is by email: a lead to whom we may not write leaves it. Sales' work goes on. */
export function leaveIfUnreachable(run: Run, flow: Flow): void {
  const because = run.state.channelsBecause ?? 'may not be mailed';
  if (run.isInterruptible && !run.state.mayEmail) flow.leave(ended('archived', because), because);
}

/** An operator's word takes the lead out of any track. */
export function move(run: Run, flow: Flow, { track }: MoveTo): void {
  if (run.parked === undefined) run.note('interrupted', { from: run.state.track, to: track, reason: 'moved by an operator' });
  flow.leave(track, 'moved by an operator');
}
