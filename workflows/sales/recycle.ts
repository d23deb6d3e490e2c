import { afterRecycling, reasonNamed, restUntil, type RecycleReason } from '../../domain/sales/recycle.ts';
import type { Instant } from '../../domain/time/clock.ts';
import { rest, type Next } from '../next.ts';
import type { Program } from '../program.ts';
import type { Visit } from '../visit.ts';

/** Sends the lead back to nurture, according to the recycle table. `given` is the date that the rep named. */
export function recycle(visit: Visit, program: Program, reason: RecycleReason, given?: Instant): Next<never> {
  const { state } = visit;
  const policy = visit.app.policy.recycle;
  const rep = visit.tasks.last?.assigneeId ?? visit.facts.ownerId;
  visit.becomes('recycled', reason);
  const recycled = { at: visit.now(), given, rep };
  delete state.prefer;
  Object.assign(state, afterRecycling(policy, reason, recycled));
  const { rest: how, to } = reasonNamed(policy, reason);
  return rest(restUntil(policy, reason, recycled), program.recycle[to], { endsRound: how !== 'given' }) as Next<never>;
}
