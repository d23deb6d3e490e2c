import type { ReplyKind } from '../domain/scoring/engagement.ts';
import type { Engaged, MoveTo } from '../domain/lead/messages.ts';
import { beside } from './beside.ts';
import type { Flow } from './flow.ts';
import { Lead } from './lead.ts';
import { ended } from './next.ts';
import type { Program } from './program.ts';

/*
 * What takes a lead out of the track that it is in. The verb in which the track waits throws, and the lifecycle goes on
 * where the interrupt says.
 */

/** The lead has become ready for sales: it leaves nurture. In sales' tracks that is a fact for the rep. */
export function interrupt(flow: Flow, program: Program): void {
  const { visit } = flow;
  const { state, journal } = visit;
  const { ready } = state;
  // On its way already: what came second is for the track that comes next.
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
  if (isHeld || to === undefined) return journal.note('noted', { reason: `ready for sales, and left in nurture: ${because}` });
  state.trigger = { kind: ready.kind === 'mql' ? 'mql' : (ready.by ?? 'mql'), at: ready.at };
  journal.note('interrupted', { from: state.track, to, reason: because });
  flow.leave(to, ready.kind);
}

/**
 * Nurture is by email: a lead to whom we may not write leaves it. The work of sales goes on, and a track that has asked
 * decides itself what follows from the answer.
 */
export function leaveIfUnreachable(flow: Flow, by?: string): void {
  const { state, isInterruptible } = flow.visit;
  const answer = by && state.engagements.find(({ id }) => id === by);
  if (answer && answer.answer && answer.touch === flow.asks) return;
  const because = state.channelsBecause ?? 'may not be mailed';
  if (isInterruptible && !state.mayEmail) flow.leave(ended('archived', because), because);
}

/** A lead who can't be reached by any channel is called by nobody: the rep's task is void. A deal goes on. */
export function leaveCall(flow: Flow): void {
  const { state, tasks } = flow.visit;
  const because = state.channelsBecause ?? 'may not be called';
  if (tasks.last?.kind === 'call' && tasks.isOpen(tasks.last)) flow.leave(ended('archived', because), because);
}

/** An operator can move a lead out of any track. */
export function move(flow: Flow, { track }: MoveTo): void {
  const { state, journal, parked } = flow.visit;
  if (parked === undefined) journal.note('interrupted', { from: state.track, to: track, reason: 'moved by an operator' });
  flow.leave(track, 'moved by an operator');
}

/**
 * A reply that an earlier version took in comes without a task: it goes to the rep who has the lead, or to the team that
 * reads replies. The track goes on.
 */
export function passOnReply(flow: Flow, program: Program, { id, reply, hasTask }: Engaged): void {
  if (hasTask) return;
  const team = flow.visit.tasks.last?.team ?? program.repliesTo;
  if (team === undefined || reply === undefined || !forPeople.includes(reply)) return;
  beside(flow, `reply-${id}`, (lead) => lead.notify(team, `reply: ${reply}`));
}

const forPeople: readonly ReplyKind[] = ['interested', 'question', 'unclear'];
