import { actKey, isFastTrackAct, isHuman, positionOf } from './act.ts';
import type { Act } from './act.ts';
import type { Instant } from '../time/clock.ts';
import { DAY } from '../time/duration.ts';
import { thresholds } from './threshold.ts';

/** How long an act counts towards readiness, and how many different ones it takes. */
export const ACTS_COUNT_FOR = 30 * DAY;
const DIFFERENT_ACTS = 2;

export interface Readiness {
  readonly fit: number;
  readonly interest: number;
  /** Whether any channel is open (see `contactability`). */
  readonly reachable: boolean;
  readonly acts: readonly Act[];
  readonly at: Instant;
}

export type NotMqlCode = 'fitTooLow' | 'interestTooLow' | 'notReachable' | 'tooFewActs' | 'onlyEarlyActs';

/** What a lead still lacks to be MQL, in the order in which people ask; empty when it is one. */
export const lacksForMql = ({ fit, interest, reachable, acts, at }: Readiness): NotMqlCode[] => {
  const recent = acts.filter((act) => isHuman(act) && act.at <= at && act.at > at - ACTS_COUNT_FOR);
  const lacks: NotMqlCode[] = [];
  if (fit < thresholds.fit.upper) lacks.push('fitTooLow');
  if (interest < thresholds.interest.upper) lacks.push('interestTooLow');
  if (!reachable) lacks.push('notReachable');
  if (new Set(recent.map(actKey)).size < DIFFERENT_ACTS) lacks.push('tooFewActs');
  if (!recent.some((act) => positionOf(act) === 'middle' || positionOf(act) === 'bottom')) lacks.push('onlyEarlyActs');
  return lacks;
};

/** Ready for sales: fit and interest and reachable and acts, all of them; never a sum of the scores. */
export const isMql = (readiness: Readiness): boolean => lacksForMql(readiness).length === 0;

/** Whether an act makes the lead sales-ready at once, whatever the score: only when it is in profile. */
export const isFastTrack = (act: Act, inProfile: boolean): boolean => inProfile && isFastTrackAct(act);
