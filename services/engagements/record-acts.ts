import { rounds } from '../../domain/text/rounds.ts';
import type { Instant } from '../../domain/time/clock.ts';
import type { Trx } from '../../db/database.ts';
import type { RecordPolicy } from './act-meaning.ts';
import { recordEngagement } from './record-engagement.ts';
import { isPlainAct, recordPlainActs, type Arrived } from './record-plain-acts.ts';

/** Records acts of any leads, each lead's in their order; the plain ones of different leads share their statements. */
export async function recordActs(
  trx: Trx,
  policy: RecordPolicy,
  newId: () => string,
  acts: readonly Arrived[],
  now: Instant,
): Promise<void> {
  for (const round of rounds(acts, ({ engagement }) => engagement.leadId)) {
    const plain = round.filter(({ engagement }) => isPlainAct(policy, engagement, now));
    const recorded = await recordPlainActs(trx, policy, newId, plain, now);
    for (const { engagement, heldFor } of round)
      if (!recorded.has(engagement.id)) await recordEngagement(trx, policy, newId, engagement, now, heldFor);
  }
}
