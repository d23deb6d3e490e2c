import { GATE } from '../state.ts';
import type { Visit } from '../visit.ts';

/** Why the lead comes to sales: the act that made it ready, or the track that hands it over. */
export function whyHere({ state: { trigger, from } }: Visit): string {
  if (trigger) return trigger.kind;
  if (from === GATE) return 'goes to the owner of a deal';
  return from === undefined ? 'handed over' : `handed over by the track ${from}`;
}
