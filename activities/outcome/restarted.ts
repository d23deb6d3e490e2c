import type { Instant } from '../../domain/time/clock.ts';
import type { SlaId } from '../../domain/sales/sla.ts';
import { slaOf } from '../../db/tasks/sla-of.ts';
import { startClock } from '../../services/tasks/start-clock.ts';
import type { SlaClock } from '../../domain/sales/sla-clock.ts';
import type { Situation } from './situation.ts';

/** Starts the next clock of the task at an instant; no clock if hours are invalid. */
export async function restarted(
  situation: Situation,
  from: Instant,
  sla: SlaId = slaOf(situation.task),
): Promise<{ readonly clock?: SlaClock }> {
  const clock = await startClock(situation.trx, situation.deps.policy, situation, sla, from);
  return clock ? { clock } : {};
}
