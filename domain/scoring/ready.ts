import { actKey, isHuman, positionOf } from './act.ts';
import type { Act } from './act.ts';
import type { Instant } from '../time/clock.ts';
import { milliseconds } from '../time/duration.ts';
import type { ActMeanings } from './engagement.ts';
import type { ScoringPolicy } from './scoring-policy.ts';

export interface Readiness {
  readonly fit: number;
  readonly interest: number;
  /** Whether any channel is open (see `contactability`). */
  readonly reachable: boolean;
  readonly acts: readonly Act[];
  readonly at: Instant;
}

export type NotMqlCode = 'fitTooLow' | 'interestTooLow' | 'notReachable' | 'tooFewActs' | 'onlyEarlyActs';

/** What decides whether a lead is MQL. */
interface ReadyModel extends ActMeanings {
  readonly scoring: Pick<ScoringPolicy, 'hot' | 'ready'>;
}

/** What a lead still lacks to be MQL, in the order in which people ask; empty if it is one. */
export const lacksForMql = (model: ReadyModel, { fit, interest, reachable, acts, at }: Readiness): NotMqlCode[] => {
  const { hot, ready } = model.scoring;
  const recent = acts.filter(
    (act) => isHuman(model.engagements, act) && act.at <= at && act.at > at - milliseconds(ready.within),
  );
  const isNear = (act: Act) => ready.positions.some((position) => position === positionOf(model, act));
  const lacks: NotMqlCode[] = [];
  if (fit < ready.fit) lacks.push('fitTooLow');
  if (interest < hot.upper) lacks.push('interestTooLow');
  if (!reachable) lacks.push('notReachable');
  if (new Set(recent.map(actKey)).size < ready.acts) lacks.push('tooFewActs');
  if (!recent.some(isNear)) lacks.push('onlyEarlyActs');
  return lacks;
};

/** Whether a lead is ready for sales: it needs fit, interest, a channel and acts, all of them, never a sum of scores. */
export const isMql = (model: ReadyModel, readiness: Readiness): boolean => lacksForMql(model, readiness).length === 0;
