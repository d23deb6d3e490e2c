import { actKey, isHuman, positionOf } from './act.ts';
import type { Act } from './act.ts';
import type { Instant } from '../time/clock.ts';
import { milliseconds } from '../time/duration.ts';
import type { ActMeanings } from './engagement.ts';
import type { ScoringModel } from './scoring-policy.ts';

export interface Readiness {
  readonly fit: number;
  readonly interest: number;
  /** Whether any channel is open (see `contactability`). */
  readonly reachable: boolean;
  readonly acts: readonly Act[];
  readonly at: Instant;
}

/** What a lead may lack to be MQL. */
export const lacks = {
  fitTooLow: { label: 'does not fit well enough' },
  interestTooLow: { label: 'has not shown enough interest' },
  notReachable: { label: 'can be reached by no channel' },
  tooFewActs: { label: 'has done too few different things lately' },
  onlyEarlyActs: { label: 'has done nothing lately that is near to a purchase' },
} as const satisfies Record<string, { label: string }>;

export type NotMqlCode = keyof typeof lacks;

/** What decides whether a lead is MQL. */
interface ReadyModel extends ActMeanings {
  readonly scoring: Pick<ScoringModel, 'hot' | 'ready'>;
}

/** What a lead still lacks to be MQL, in the order in which people ask; empty if it is one. */
export function lacksForMql(model: ReadyModel, { fit, interest, reachable, acts, at }: Readiness): NotMqlCode[] {
  const { hot, ready } = model.scoring;
  const recent = acts.filter(
    (act) => isHuman(model.engagements, act) && act.at <= at && act.at > at - milliseconds(ready.within),
  );
  const isNear = (act: Act) => ready.positions.some((position) => position === positionOf(model, act));
  const found: NotMqlCode[] = [];
  if (fit < ready.fit) found.push('fitTooLow');
  if (interest < hot.upper) found.push('interestTooLow');
  if (!reachable) found.push('notReachable');
  if (new Set(recent.map(actKey)).size < ready.acts) found.push('tooFewActs');
  if (!recent.some(isNear)) found.push('onlyEarlyActs');
  return found;
}

/** Whether a lead is ready for sales: it needs fit, interest, a channel and acts, all of them, never a sum of scores. */
export const isMql = (model: ReadyModel, readiness: Readiness): boolean => lacksForMql(model, readiness).length === 0;
