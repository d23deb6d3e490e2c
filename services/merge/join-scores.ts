import type { Instant } from '../../domain/time/clock.ts';
import { addDecaying } from '../../domain/scoring/decay.ts';
import type { Interest } from '../../domain/scoring/interest.ts';
import type { ScoringModel } from '../../domain/scoring/scoring-policy.ts';
import { milliseconds } from '../../domain/time/duration.ts';
import type { Trx } from '../../db/database.ts';
import { interestColumns, interestFrom } from '../../db/leads/interest-row.ts';
import { modelScoreOf, upsertModelScore } from '../../db/leads/model-scores.ts';
import { lockedScore, saveScore } from '../../db/leads/scores.ts';
import type { ScorePolicy } from '../engagements/becomes-hot.ts';
import { MOST_ACTS } from '../engagements/scores.ts';

/** Adds the interest of a dropped lead to the one of the kept lead, in every model. A score that the kept lead lacks has gone over. */
export async function joinScores(
  trx: Trx,
  { scoring }: Pick<ScorePolicy, 'scoring'>,
  { keptId, droppedId, at }: { readonly keptId: string; readonly droppedId: string; readonly at: Instant },
): Promise<void> {
  const [kept, dropped] = [await lockedScore(trx, keptId), await lockedScore(trx, droppedId)];
  if (kept && dropped) {
    const acts = [...kept.acts, ...dropped.acts].toSorted((a, b) => a.at - b.at).slice(-MOST_ACTS);
    const interest = sumOf(scoring, interestFrom(kept), interestFrom(dropped));
    await saveScore(trx, keptId, { ...interestColumns(scoring, interest, at), acts: JSON.stringify(acts) });
  }
  for (const [model, spec] of Object.entries(scoring.models)) {
    const [own, other] = [await modelScoreOf(trx, keptId, model), await modelScoreOf(trx, droppedId, model)];
    if (!own || !other) continue;
    const { byKind, interestAt } = interestColumns(spec, sumOf(spec, interestFrom(own), interestFrom(other)), at);
    await upsertModelScore(trx, { ...own, leadId: keptId, model, byKind, interestAt });
  }
}

const sumOf = ({ halfLife }: ScoringModel, one: Interest, other: Interest): Interest => ({
  ...one,
  ...Object.fromEntries(
    Object.entries(other).map(([term, { value, at }]) => [term, addDecaying(one[term], value, at, milliseconds(halfLife))]),
  ),
});
