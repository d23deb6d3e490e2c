import { fitOf, fitWhy } from '../../domain/scoring/fit.ts';
import { interestAt, interestWhy, type Interest } from '../../domain/scoring/interest.ts';
import { lacks, lacksForMql } from '../../domain/scoring/ready.ts';
import { temperature } from '../../domain/scoring/threshold.ts';
import { hasBegun, interestFrom } from '../../db/leads/interest-row.ts';
import { leadById } from '../../db/leads/leads.ts';
import { actsOf, decidingScoreOf, modelScoreOf, type SavedScore } from '../../db/leads/model-scores.ts';
import { profileOf } from '../../db/leads/profile.ts';
import { isReachable, type OneModel } from '../../services/engagements/becomes-hot.ts';
import { interestAfter } from '../../services/engagements/other-models.ts';
import type { ApiDeps } from '../procedures/context.ts';
import { notFound } from '../procedures/refusal.ts';
import { iso } from '../procedures/iso.ts';

/**
 * The score of a lead and its terms, by the deciding model and by each of the others. If a model has not scored the lead yet, its
 * score is computed from all the lead's acts.
 * @throws Refusal if the lead does not exist
 */
export async function scoreOf({ db, clock, policy }: Pick<ApiDeps, 'db' | 'clock' | 'policy'>, leadId: string) {
  if (!(await leadById(db, leadId))) throw notFound('lead', leadId);
  const { models, ...deciding } = policy.scoring;
  const at = clock.now();
  const [score, acts, { facts }, reachable] = await Promise.all([
    decidingScoreOf(db, leadId),
    actsOf(db, leadId),
    profileOf(db, leadId),
    isReachable(db, policy, leadId, at),
  ]);

  const explain = (model: OneModel, saved: SavedScore | undefined, amounts: Interest) => {
    const { scoring } = model;
    const fit = fitOf(scoring, facts);
    const interest = interestAt(scoring, amounts, at);
    return {
      fit,
      fitWhy: fitWhy(scoring, facts),
      interest,
      interestWhy: interestWhy(scoring, amounts, at),
      temperature: temperature(scoring, interest, saved?.hot ? 'hot' : 'cold'),
      /** What the lead still lacks to become an MQL now. */
      lacks: lacksForMql(model, { fit, interest, reachable, acts: recent, at }).map((code) => ({ code, ...lacks[code] })),
      firstReadyAt: iso(saved?.firstReadyAt),
    };
  };
  const recent = score?.acts ?? acts;
  const besides = Object.entries(models).map(async ([name, scoring]) => {
    const saved = await modelScoreOf(db, leadId, name);
    const model = { ...policy, scoring };
    return [name, explain(model, saved, hasBegun(saved) ? interestFrom(saved) : interestAfter(model, acts))] as const;
  });
  return {
    deciding: explain({ ...policy, scoring: deciding }, score, score ? interestFrom(score) : interestAfter(policy, acts)),
    models: Object.fromEntries(await Promise.all(besides)),
  };
}
