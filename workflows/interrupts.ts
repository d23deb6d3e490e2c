import type { ReplyKind } from '../domain/scoring/engagement.ts';
import type { Engaged, MoveTo } from '../domain/lead/messages.ts';
import { beside } from './beside.ts';
import type { Flow } from './flow.ts';
import { Lead } from './lead.ts';
import { ended, outOfReach, STOPPED } from './next.ts';
import type { Program } from './program.ts';
import type { Visit } from './visit.ts';

/*
 * What takes a lead out of its track. The verb that the track waits in throws, and the lifecycle continues where the interrupt
 * says.
 */

/** The track that the lead is in; none while it rests. */
export const placeOf = ({ isResting, state }: Visit): string | undefined => (isResting ? undefined : state.track);

/** Takes a lead that has become ready for sales out of nurture. In a sales track, this is only noted. */
export function interrupt(flow: Flow, program: Program): void {
  const { visit } = flow;
  const { state, journal } = visit;
  const { ready } = state;
  // The lead is already leaving: the next track handles a second interrupt.
  if (!ready || visit.isClosing || flow.hasLeft || !(visit.isInterruptible || visit.isSales)) return;
  const because = ready.by ?? ready.kind;
  if (visit.isSales) {
    delete state.ready;
    return journal.note('noted', { reason: `ready for sales again: ${because}` });
  }
  const isHeld = ready.kind === 'mql' && state.mqlHeldUntil !== undefined && visit.now() < state.mqlHeldUntil;
  const destination = Object.hasOwn(program.interrupts, ready.kind) ? program.interrupts[ready.kind] : undefined;
  const to = typeof destination === 'function' ? destination(new Lead(flow)) : destination;
  delete state.ready;
  if (isHeld || to === undefined) return journal.note('noted', { reason: `ready for sales, but stays in nurture: ${because}` });
  state.trigger = { kind: ready.kind === 'mql' ? 'mql' : (ready.by ?? 'mql'), at: ready.at };
  journal.note('interrupted', { from: placeOf(visit), to, reason: because });
  flow.leave(to, ready.kind);
}

/**
 * Ends nurture for a lead that may not get email. Sales tracks continue, and a track that has asked the lead a question decides
 * itself what follows from the answer.
 */
export function leaveIfUnreachable(flow: Flow, by?: string): void {
  const { state, isInterruptible } = flow.visit;
  const answer = by && state.engagements.find(({ id }) => id === by);
  if (answer && answer.answer && answer.touch === flow.asks) return;
  const because = state.channelsBecause ?? 'may not be emailed';
  if (isInterruptible && !state.mayEmail) flow.leave(outOfReach(flow.visit.lane, because), because);
}

/** Ends the program of a lead whose campaign was stopped. Sales continues: the program ends when sales gives the lead back. */
export function leaveIfStopped(flow: Flow): void {
  const { state, isSales } = flow.visit;
  if (state.isStopped && !isSales) flow.leave(STOPPED, STOPPED.because);
}

/** Ends the call of a lead that no channel reaches any more. Work on a deal continues. */
export function leaveCall(flow: Flow): void {
  const { state, tasks } = flow.visit;
  const because = state.channelsBecause ?? 'may not be called';
  if (tasks.last?.kind === 'call' && tasks.isOpen(tasks.last)) flow.leave(ended('archived', because), because);
}

/** Moves a lead out of any track, for an operator. */
export function move(flow: Flow, { track }: MoveTo): void {
  const { journal, parked } = flow.visit;
  if (parked === undefined) journal.note('interrupted', { from: placeOf(flow.visit), to: track, reason: 'moved by an operator' });
  flow.leave(track, 'moved by an operator');
}

/**
 * Opens a task for a reply that an earlier version saved without one: for the rep who has the lead, or for the team that reads
 * replies. The track continues.
 */
export function passOnReply(flow: Flow, program: Program, { id, reply, hasTask }: Engaged): void {
  if (hasTask) return;
  const team = flow.visit.tasks.last?.team ?? program.repliesTo;
  if (team === undefined || reply === undefined || !forPeople.includes(reply)) return;
  beside(flow, `reply-${id}`, (lead) => lead.notify(team, `reply: ${reply}`));
}

const forPeople: readonly ReplyKind[] = ['interested', 'question', 'unclear'];
