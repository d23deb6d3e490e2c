import type { Engaged } from '../domain/lead/messages.ts';
import type { Instant } from '../domain/time/clock.ts';
import { instantOf, type Moment } from '../domain/time/moment.ts';
import { earliest, give, isGiven, isWanted, wantedInWords, type AnyWanted } from './acts.ts';
import type { Flow } from './flow.ts';

/** Which acts a wait takes: those from the beginning of the track until its end, both included, and each act once. */
interface Span {
  readonly from: Instant;
  readonly until: Moment;
}

/** Waits for the first act of those that are wanted, by when they happened; see `Lead.waitFor`. */
export async function waitForAct(flow: Flow, wanted: AnyWanted, { from, until }: Span): Promise<Engaged | undefined> {
  const { state } = flow.visit;
  const what = wantedInWords(wanted);
  flow.begin(`wait for ${what}`);
  const counts = (engaged: Engaged) =>
    engaged.at >= from && engaged.at <= instantOf(until) && !isGiven(state, engaged) && isWanted(wanted, engaged);
  const first = () => earliest(state.engagements.filter(counts));
  flow.awaits = counts;
  await flow.waitUntil(() => first() !== undefined, until, what);
  flow.awaits = undefined;
  const act = first();
  if (act) give(state, act);
  return act;
}
