import { brakesOf } from '../../db/campaigns/brakes.ts';
import { ok, type Check } from './finding.ts';

/** Nobody has stopped all sending. */
export const brakes: Check = async ({ db, clock }) => {
  const [brake] = await brakesOf(db, {}, clock.now());
  if (!brake) return ok;
  const { because, by, at } = brake;
  return {
    state: 'everythingStopped',
    label: 'all sending to leads is stopped; alerts to reps go out',
    todo: 'See the reason in the details (ops.health), then resume it (ops.startAgain).',
    detail: { because, by, since: at.toISOString() },
  };
};
