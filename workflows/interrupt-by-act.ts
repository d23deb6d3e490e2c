import type { Engaged } from '../domain/lead/messages.ts';
import { instantOf } from '../domain/time/moment.ts';
import { own } from '../domain/text/own.ts';
import { actOf, give, isGiven, isOfLead, type Act } from './acts.ts';
import type { Flow } from './flow.ts';
import { placeOf } from './interrupts.ts';
import { Lead } from './lead.ts';
import type { Next as AnyNext, Stopped } from './next.ts';
import type { Program } from './program.ts';
import type { Visit } from './visit.ts';

type Next = AnyNext<string> | Stopped;
type Destination = Next | ((lead: Lead, act: Act) => Next | undefined);

const destinationOf = ({ interrupts }: Program, { kind }: Engaged): Destination | undefined =>
  own((interrupts.on ?? {}) as Readonly<Record<string, Destination>>, kind);

/** Remembers an act that the program has an interrupt for. An act from before the lead entered the program does not count. */
export function decideLater({ state, begunAt }: Visit, program: Program, engaged: Engaged): void {
  const isNews = engaged.at >= Math.min(state.acquiredAt, begunAt);
  if (isNews && isOfLead(engaged) && destinationOf(program, engaged)) state.undecided = [...(state.undecided ?? []), engaged];
}

/**
 * Takes the lead out of its track where the program says so of an act, the earliest first. The rest is decided in the next track. Sales
 * works on the lead as if the program had no such interrupts.
 */
export function interruptByAct(flow: Flow, program: Program): void {
  const { visit } = flow;
  const { state } = visit;
  if (visit.isClosing || !(visit.isInterruptible || visit.isSales)) return;
  if (visit.isSales) delete state.undecided;
  for (const act of (state.undecided ?? []).toSorted((a, b) => a.at - b.at)) {
    // The lead is already leaving, or its track waits for the act and decides itself.
    if (flow.hasLeft || flow.awaits?.(act)) continue;
    state.undecided = state.undecided?.filter(({ id }) => id !== act.id);
    if (!isGiven(state, act)) follow(flow, act, destinationOf(program, act));
  }
  if (state.undecided?.length === 0) delete state.undecided;
}

function follow(flow: Flow, act: Engaged, destination: Destination | undefined): void {
  const { visit } = flow;
  const { state, journal } = visit;
  const to = typeof destination === 'function' ? destination(new Lead(flow), actOf(act)) : destination;
  const isResting = visit.restEnd !== undefined && visit.now() < instantOf(visit.restEnd);
  if (to === undefined || (to === state.track && !isResting)) return;
  give(state, act);
  state.trigger = { kind: act.kind, at: visit.now() };
  journal.note('interrupted', { from: placeOf(visit), to: nameOf(to), reason: act.kind });
  flow.leave(to, act.kind);
}

function nameOf(next: Next): string {
  if (typeof next === 'string') return next;
  if ('stopped' in next) return 'the end';
  return 'ended' in next ? next.ended : next.to;
}
