import { showsInterest, type Act } from '../../domain/scoring/act.ts';
import type { Instant } from '../../domain/time/clock.ts';
import { fitOf } from '../../domain/scoring/fit.ts';
import { addAct, type Interest } from '../../domain/scoring/interest.ts';
import type { ScoringModel } from '../../domain/scoring/scoring-policy.ts';
import type { Trx } from '../../db/database.ts';
import { hasBegun, interestColumns, interestFrom } from '../../db/leads/interest-row.ts';
import { actsOf, modelScoreOf, upsertModelScore } from '../../db/leads/model-scores.ts';
import { profileOf } from '../../db/leads/profile.ts';
import { staysOrBecomesHot, type OneModel, type ScorePolicy } from './becomes-hot.ts';

/** What changes a score. */
interface Change {
  /** The interest after it. */
  readonly interest?: (model: ScoringModel, before: Interest) => Interest;
  /** Whether it is already among the engagements in Postgres, so that a model that starts from them must not count it twice. */
  readonly isEngagement?: boolean;
}

/**
 * Scores a lead by the models other than the deciding one. A model that is new to the lead starts from all the lead's acts. Call it
 * after the engagement is saved, with the lead's row in `scores` locked.
 * @param acts the acts that count towards readiness
 */
export async function scoreByOthers(
  trx: Trx,
  policy: ScorePolicy,
  lead: { readonly id: string; readonly acts: readonly Act[] },
  at: Instant,
  { interest: change = (_, before) => before, isEngagement = false }: Change = {},
): Promise<void> {
  const models = Object.entries(policy.scoring.models);
  if (models.length === 0) return;
  const { facts } = await profileOf(trx, lead.id);
  for (const [model, scoring] of models) {
    const own: OneModel = { ...policy, scoring };
    const saved = await modelScoreOf(trx, lead.id, model);
    const before = hasBegun(saved) ? interestFrom(saved) : interestAfter(own, await actsOf(trx, lead.id));
    const interest = hasBegun(saved) || !isEngagement ? change(scoring, before) : before;
    const columns = interestColumns(scoring, interest, at);
    const fit = fitOf(scoring, facts);
    const row = { byKind: {}, interestAt: new Date(at), hot: false, ...saved, fit, acts: lead.acts };
    const hot = await staysOrBecomesHot(trx, own, lead.id, row, interest, at);
    const { byKind, interestAt } = columns;
    const firstReadyAt = hot.now ? new Date(at) : null;
    await upsertModelScore(trx, { leadId: lead.id, model, fit, byKind, interestAt, hot: hot.now, firstReadyAt });
  }
}

/** The interest of a lead from all its acts. */
export const interestAfter = ({ engagements, scoring }: OneModel, acts: readonly Act[]): Interest =>
  acts.filter((act) => showsInterest(engagements, act)).reduce<Interest>((interest, act) => addAct(scoring, interest, act), {});
