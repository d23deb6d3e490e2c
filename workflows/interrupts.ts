import type { ReplyKind } from '../domain/scoring/engagement.ts';
import type { Engaged, MoveTo } from '../domain/lead/messages.ts';
import { Lead } from './lead.ts';
import { ended } from './next.ts';
import type { Visit } from './visit.ts';

/*
 * What takes a lead out of the track that it is in. The verb in which the track waits throws, and the lifecycle goes on
 * where the interrupt says.
 */

/** The lead has become ready for sales: it leaves nurture. In sales' tracks that is a fact for the rep. */
export function interrupt({ run, flow, program }: Visit): void {
  const { state } = run;
  const { ready } = state;
  // On its way already: what came second is for the track that comes next.
  if (!ready || run.isClosing || flow.hasLeft || !(run.isInterruptible || run.isSales)) return;
  const because = ready.by ?? ready.kind;
  if (run.isSales) {
    delete state.ready;
    return run.note('noted', { reason: `ready for sales again: ${because}` });
  }
  const isHeld = ready.kind === 'mql' && state.mqlHeldUntil !== undefined && run.now() < state.mqlHeldUntil;
  const destination = Object.hasOwn(program.interrupts, ready.kind) ? program.interrupts[ready.kind] : undefined;
  const to = typeof destination === 'function' ? destination(new Lead(run, flow)) : destination;
  delete state.ready;
  if (isHeld || to === undefined) return run.note('noted', { reason: `ready for sales, and left in nurture: ${because}` });
  state.trigger = { kind: ready.kind === 'mql' ? 'mql' : (ready.by ?? 'mql'), at: ready.at };
  run.note('interrupted', { from: state.track, to, reason: because });
  flow.leave(to, ready.kind);
}

/**
 * Nurture is by email: a lead to whom we may not write leaves it. The work of sales goes on, and a track that has asked
 * decides itself what follows from the answer.
 */
export function leaveIfUnreachable({ run, flow }: Visit, by?: string): void {
  const answer = by && run.state.engagements.find(({ id }) => id === by);
  if (answer && answer.answer && answer.touch === flow.asks) return;
  const because = run.state.channelsBecause ?? 'may not be mailed';
  if (run.isInterruptible && !run.state.mayEmail) flow.leave(ended('archived', because), because);
}

/** A lead who can't be reached by any channel is called by nobody: the rep's task is void. A deal goes on. */
export function leaveCall({ run, flow }: Visit): void {
  const because = run.state.channelsBecause ?? 'may not be called';
  if (run.task?.kind === 'call' && run.task.state !== 'closed') flow.leave(ended('archived', because), because);
}

/** What a lead wishes holds at once, in any track: the next email and the next date follow it. */
export function heed({ run }: Visit, { prefers, answer }: Engaged): void {
  if (!prefers) return;
  run.facts = { ...run.facts, ...prefers };
  if (answer === 'resume') run.state.pace = 1;
}

/** An operator's word takes the lead out of any track. */
export function move({ run, flow }: Visit, { track }: MoveTo): void {
  if (run.parked === undefined) run.note('interrupted', { from: run.state.track, to: track, reason: 'moved by an operator' });
  flow.leave(track, 'moved by an operator');
}

/**
 * A reply that an earlier version took in comes without a task: it goes to the rep who has the lead, or to the team that
 * reads replies. The track goes on.
 */
export function passOnReply({ run, program, beside }: Visit, { id, reply, hasTask }: Engaged): void {
  if (hasTask) return;
  const team = run.task?.team ?? program.repliesTo;
  if (team === undefined || reply === undefined || !forPeople.includes(reply)) return;
  beside.start(`reply-${id}`, (lead) => lead.notify(team, `reply: ${reply}`));
}

const forPeople: readonly ReplyKind[] = ['interested', 'question', 'unclear'];
