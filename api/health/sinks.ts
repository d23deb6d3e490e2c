import { sinkBacklog } from '../../db/events/deliveries.ts';
import { ok, type Check } from './finding.ts';

/** Other systems take what they are told. */
export const sinks: Check = async ({ db }) => {
  const failing = (await sinkBacklog(db)).filter(({ failing: times, dead }) => times > 0 || dead > 0);
  if (failing.length === 0) return ok;
  return {
    state: 'sinkFails',
    label: `${failing.map(({ sink }) => sink).join(', ')} did not take some events`,
    todo: 'See the errors (events.deliveries). Then replay the events that were given up (events.replay).',
    detail: failing,
  };
};
