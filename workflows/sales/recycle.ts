import {
  afterRecycling,
  MQL_HELD_FOR,
  recycleReasons,
  RENEWAL_LEAD_DAYS,
  type RecycleReason,
} from '../../domain/sales/recycle.ts';
import type { Instant } from '../../domain/time/clock.ts';
import { DAY, milliseconds } from '../../domain/time/duration.ts';
import { rest, type Next } from '../next.ts';
import type { Program } from '../program.ts';
import type { Visit } from '../visit.ts';

/** Sends the lead back to nurture, as the recycle table says. `given` is the date that the rep named. */
export function recycle(visit: Visit, program: Program, reason: RecycleReason, given?: Instant): Next<never> {
  const { state } = visit;
  const spec = recycleReasons[reason];
  const rep = visit.tasks.last?.assigneeId ?? visit.facts.ownerId;
  visit.becomes('recycled', reason);
  const until = restUntil(visit.now(), reason, given);
  delete state.prefer;
  Object.assign(state, afterRecycling(reason, { at: visit.now(), given, rep }));
  return rest(until, program.recycle[spec.to]) as Next<never>;
}

function restUntil(now: Instant, reason: RecycleReason, given: Instant | undefined): Instant {
  const spec = recycleReasons[reason];
  const asked = given ?? now + MQL_HELD_FOR;
  if (reason === 'competitorChosen') return Math.max(now, asked - RENEWAL_LEAD_DAYS * DAY);
  return spec.rest === 'given' ? Math.max(now, asked) : now + milliseconds(spec.rest);
}
