import { isCurrentAct, isFastTrackAct } from '../../domain/scoring/act.ts';
import type { Act } from '../../domain/scoring/act.ts';
import type { Instant } from '../../domain/time/clock.ts';
import { fitOf, isInProfile } from '../../domain/scoring/fit.ts';
import { addAct, earnAgain, type Interest } from '../../domain/scoring/interest.ts';
import type { ScoringModel, ScoringPolicy } from '../../domain/scoring/scoring-policy.ts';
import type { Ready } from '../../domain/lead/messages.ts';
import { milliseconds } from '../../domain/time/duration.ts';
import type { Db, Trx } from '../../db/database.ts';
import { isInProgram } from '../../db/campaigns/lead-enrolment.ts';
import { inTransaction } from '../../db/in-transaction.ts';
import { interestColumns, interestFrom } from '../../db/leads/interest-row.ts';
import { lockScore, saveScore, type ScoreColumns, type ScoreRow } from '../../db/leads/scores.ts';
import { profileOf } from '../../db/leads/profile.ts';
import type { Profile } from '../../db/leads/profile.ts';
import { staysOrBecomesHot, type ScorePolicy } from './becomes-hot.ts';
import { scoreByOthers } from './other-models.ts';

/** The most acts saved for the MQL rule; nobody does more in thirty days. */
export const MOST_ACTS = 100;

export interface Scored {
  /** Set by the act that makes the lead sales-ready; not set again until interest has fallen and risen. */
  readonly ready?: Ready;
}

/**
 * Scores a lead with an act more. Call it once for each engagement, in the transaction that inserts it and has locked the score.
 * @param at the current program time; the act itself may be older
 * @returns the columns to save, and whether the act makes the lead ready
 */
export async function scoreWith(
  trx: Trx,
  policy: ScorePolicy,
  lead: { readonly id: string; readonly score: ScoreRow },
  act: Act,
  at: Instant,
): Promise<Scored & { readonly score: ScoreColumns }> {
  const { scoring, engagements } = policy;
  const { id, score: row } = lead;
  const acts = [...row.acts, act].filter((one) => one.at > at - longestWithin(scoring)).slice(-MOST_ACTS);
  const interest = addAct(scoring, interestFrom(row), act);
  const hot = await isHot(trx, policy, id, { ...row, acts }, interest, at);
  const added = (model: ScoringModel, before: Interest) => addAct(model, before, act);
  await scoreByOthers(trx, policy, { id, acts }, at, { interest: added, isEngagement: true });
  const score = { ...interestColumns(scoring, interest, at), acts: JSON.stringify(acts), hot: hot.now };
  const asks = isFastTrackAct(engagements, act) && isCurrentAct(scoring, act, at);
  const fast = asks && isInProfile(scoring, (await profileOf(trx, id)).facts);
  if (fast) return { score, ready: 'fastTrack' };
  return { score, ready: hot.now && !hot.before ? 'mql' : undefined };
}

/** As `staysOrBecomesHot`; but outside of programs nobody becomes hot, so that the next program still hears of it. */
async function isHot(trx: Trx, policy: ScorePolicy, leadId: string, row: ScoreRow, interest: Interest, at: Instant) {
  const hot = await staysOrBecomesHot(trx, policy, leadId, row, interest, at);
  const becomes = hot.now && !hot.before;
  return becomes && !(await isInProgram(trx, leadId)) ? { before: false, now: false } : hot;
}

/** Recomputes the fit after facts changed. @returns `ready` if that made the lead an MQL */
export const rescoreFit = (
  db: Db,
  policy: ScorePolicy,
  leadId: string,
  at: Instant,
): Promise<Scored & Profile & { readonly fit: number }> =>
  inTransaction(db, async (trx) => {
    const row = await lockScore(trx, leadId, at);
    const profile = await profileOf(trx, leadId);
    const fit = fitOf(policy.scoring, profile.facts);
    const hot = await isHot(trx, policy, leadId, { ...row, fit }, interestFrom(row), at);
    await saveScore(trx, leadId, { fit, hot: hot.now });
    await scoreByOthers(trx, policy, { id: leadId, acts: row.acts }, at);
    return { ...profile, fit, ready: hot.now && !hot.before ? 'mql' : undefined };
  });

/** Lowers interest below the lower threshold when sales gives a lead back, so that the lead must earn it again. */
export const lowerInterest = (db: Db, policy: ScorePolicy, leadId: string, at: Instant): Promise<void> =>
  inTransaction(db, async (trx) => {
    const row = await lockScore(trx, leadId, at);
    const interest = earnAgain(policy.scoring, interestFrom(row), at);
    await saveScore(trx, leadId, { ...interestColumns(policy.scoring, interest, at), hot: false });
    const lowered = (model: ScoringModel, before: Interest) => earnAgain(model, before, at);
    await scoreByOthers(trx, policy, { id: leadId, acts: row.acts }, at, { interest: lowered });
  });

/** How long (ms) an act can count towards readiness in any model. */
const longestWithin = ({ ready, models }: ScoringPolicy): number =>
  Math.max(...[{ ready }, ...Object.values(models)].map((model) => milliseconds(model.ready.within)));
