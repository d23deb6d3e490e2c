import { isFastTrackAct, showsInterest } from '../../domain/scoring/act.ts';
import type { Act } from '../../domain/scoring/act.ts';
import type { Instant } from '../../domain/time/clock.ts';
import { contactability } from '../../domain/contact/contactability.ts';
import { fitOf, isInProfile } from '../../domain/scoring/fit.ts';
import { addAct, earnAgain, interestAt } from '../../domain/scoring/interest.ts';
import type { Interest } from '../../domain/scoring/interest.ts';
import type { Ready } from '../../domain/lead/messages.ts';
import { isMql } from '../../domain/scoring/ready.ts';
import { isAbove } from '../../domain/scoring/threshold.ts';
import type { Policy } from '../../domain/policy/policy.ts';
import { milliseconds } from '../../domain/time/duration.ts';
import type { Db, Trx } from '../../db/database.ts';
import { inTransaction } from '../../db/in-transaction.ts';
import { interestColumns, interestFrom } from '../../db/leads/interest-row.ts';
import { lockScore, saveScore, type ScoreRow } from '../../db/leads/scores.ts';
import { permissionsOf } from '../../db/contact/permissions.ts';
import { profileOf } from '../../db/leads/profile.ts';
import type { Profile } from '../../db/leads/profile.ts';
import { channels } from '../../domain/contact/suppression.ts';
import { kindsOf } from '../../domain/text/kinds.ts';

/** The parts of the policy that decide scores. */
export type ScorePolicy = Pick<Policy, 'scoring' | 'engagements' | 'pages' | 'consent'>;

/** The most acts saved for the MQL rule; nobody does more in thirty days. */
const MOST_ACTS = 100;

export interface Scored {
  /** Set by the act that makes the lead sales-ready; not set again until interest has fallen and risen. */
  readonly ready?: Ready;
}

/**
 * Adds an engagement to the lead's score. Call it once for each engagement, in the transaction that inserts it.
 * @param at the current program time; the act itself may be older
 */
export async function scoreEngagement(db: Db, policy: ScorePolicy, leadId: string, act: Act, at: Instant): Promise<Scored> {
  if (!showsInterest(policy.engagements, act)) return {};
  return inTransaction(db, (trx) => addToScore(trx, policy, leadId, act, at));
}

async function addToScore(trx: Trx, policy: ScorePolicy, leadId: string, act: Act, at: Instant): Promise<Scored> {
  const { scoring, engagements } = policy;
  const row = await lockScore(trx, leadId, at);
  const acts = [...row.acts, act].filter((one) => one.at > at - milliseconds(scoring.ready.within)).slice(-MOST_ACTS);
  const interest = addAct(scoring, interestFrom(row), act);
  const hot = await staysOrBecomesHot(trx, policy, leadId, { ...row, acts }, interest, at);
  await saveScore(trx, leadId, { ...interestColumns(scoring, interest, at), acts: JSON.stringify(acts), hot: hot.now });
  const fast = isFastTrackAct(engagements, act) && isInProfile(scoring, (await profileOf(trx, leadId)).facts);
  if (fast) return { ready: 'fastTrack' };
  return hot.now && !hot.before ? { ready: 'mql' } : {};
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
    const hot = await staysOrBecomesHot(trx, policy, leadId, { ...row, fit }, interestFrom(row), at);
    await saveScore(trx, leadId, { fit, hot: hot.now });
    return { ...profile, fit, ready: hot.now && !hot.before ? 'mql' : undefined };
  });

/** Lowers interest below the lower threshold when sales gives a lead back, so that the lead must earn it again. */
export const lowerInterest = (db: Db, { scoring }: ScorePolicy, leadId: string, at: Instant): Promise<void> =>
  inTransaction(db, async (trx) => {
    const row = await lockScore(trx, leadId, at);
    const interest = earnAgain(scoring, interestFrom(row), at);
    await saveScore(trx, leadId, { ...interestColumns(scoring, interest, at), hot: false });
  });

/** Whether the lead was hot before and is hot now. A hot lead stays hot until its interest falls below the lower threshold. */
async function staysOrBecomesHot(
  trx: Trx,
  policy: ScorePolicy,
  leadId: string,
  row: ScoreRow,
  interest: Interest,
  at: Instant,
): Promise<{ before: boolean; now: boolean }> {
  const { scoring } = policy;
  const before = row.hot && isAbove(interestAt(scoring, interestFrom(row), at), scoring.hot, true);
  const value = interestAt(scoring, interest, at);
  if (before) return { before, now: isAbove(value, scoring.hot, true) };
  const readiness = { fit: row.fit, interest: value, acts: row.acts, at };
  if (!isMql(policy, { ...readiness, reachable: true })) return { before, now: false };
  const { consents, suppressions } = await permissionsOf(trx, leadId);
  const reachable = kindsOf(channels).some((channel) => contactability(policy.consent, consents, suppressions, channel, at).may);
  return { before, now: reachable };
}
