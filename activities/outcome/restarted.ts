import type { Instant } from '../../domain/clock.ts';
import type { SlaId } from '../../domain/sla.ts';
import type { SlaClock } from '../contract.ts';
import { startClock } from '../start-clock.ts';
import type { Situation } from './situation.ts';
import { slaOf } from './sla-of.ts';

/** The next clock of the task, from an instant on; none, where hours are broken. */
export async function restarted(
  situation: Situation,
  from: Instant,
  sla: SlaId = slaOf(situation.task),
): Promise<{ readonly clock?: SlaClock }> {
  const clock = await startClock(situation.trx, situation, sla, from);
  return clock ? { clock } : {};
}
