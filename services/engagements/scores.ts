import { isFastTrackAct, showsInterest } from '../../domain/scoring/act.ts';
import type { Act } from '../../domain/scoring/act.ts';
import type { Instant } from '../../domain/time/clock.ts';
import { contactability } from '../../domain/contact/contactability.ts';
import { fitOf, isInProfile } from '../../domain/scoring/fit.ts';
import { idealProfile } from '../../domain/scoring/ideal-profile.ts';
import { addAct, earnAgain, interestAt } from '../../domain/scoring/interest.ts';
import type { Interest } from '../../domain/scoring/interest.ts';
import type { Ready } from '../../domain/lead/messages.ts';
import { ACTS_COUNT_FOR, isFastTrack, isMql } from '../../domain/scoring/ready.ts';
import { isAbove, thresholds } from '../../domain/scoring/threshold.ts';
import type { ActRecord } from '../../db/columns.ts';
import type { Db, Trx } from '../../db/database.ts';
import { inTransaction } from '../../db/in-transaction.ts';
import { interestColumns, interestFrom } from '../../db/leads/interest-row.ts';
import type { InterestRow } from '../../db/leads/interest-row.ts';
import { permissionsOf } from '../../db/contact/permissions.ts';
import { profileOf } from '../../db/leads/profile.ts';
import type { Profile } from '../../db/leads/profile.ts';
import type { ContactPolicy } from '../contact/tell-contactability.ts';
import { channels } from '../../domain/contact/suppression.ts';
import { kindsOf } from '../../domain/text/kinds.ts';

/** Acts that are kept for the MQL rule; more than anybody does in thirty days. */
const MOST_ACTS = 100;

interface ScoreRow extends InterestRow {
  readonly fit: number;
  readonly acts: ActRecord[];
  readonly hot: boolean;
}

export interface Scored {
  /** Set on the act that made the lead sales-ready, and not again before interest has fallen and risen. */
  readonly ready?: Ready;
}

/**
 * Adds what a lead did to its score; call it in the transaction that inserts the engagement, once for each.
 * @param at now, in program time; the act itself may be older
 */
export async function scoreEngagement(db: Db, policy: ContactPolicy, leadId: string, act: Act, at: Instant): Promise<Scored> {
  if (!showsInterest(act)) return {};
  return inTransaction(db, (trx) => addToScore(trx, policy, leadId, act, at));
}

async function addToScore(trx: Trx, policy: ContactPolicy, leadId: string, act: Act, at: Instant): Promise<Scored> {
  const row = await lockScore(trx, leadId, at);
  const acts = [...row.acts, act].filter((one) => one.at > at - ACTS_COUNT_FOR).slice(-MOST_ACTS);
  const interest = addAct(interestFrom(row), act);
  const hot = await staysOrBecomesHot(trx, policy, leadId, { ...row, acts }, interest, at);
  await trx
    .updateTable('scores')
    .set({ ...interestColumns(interest, at), acts: JSON.stringify(acts), hot: hot.now })
    .where('leadId', '=', leadId)
    .execute();
  const fast = isFastTrackAct(act) && isFastTrack(act, isInProfile((await profileOf(trx, leadId)).facts, idealProfile));
  if (fast) return { ready: 'fastTrack' };
  return hot.now && !hot.before ? { ready: 'mql' } : {};
}

/** Computes the fit anew after facts have changed. @returns `ready` when that made the lead MQL */
export const rescoreFit = (
  db: Db,
  policy: ContactPolicy,
  leadId: string,
  at: Instant,
): Promise<Scored & Profile & { readonly fit: number }> =>
  inTransaction(db, async (trx) => {
    const row = await lockScore(trx, leadId, at);
    const profile = await profileOf(trx, leadId);
    const fit = fitOf(profile.facts, idealProfile);
    const hot = await staysOrBecomesHot(trx, policy, leadId, { ...row, fit }, interestFrom(row), at);
    await trx.updateTable('scores').set({ fit, hot: hot.now }).where('leadId', '=', leadId).execute();
    return { ...profile, fit, ...(hot.now && !hot.before && { ready: 'mql' }) };
  });

/** Brings interest below the lower threshold, for a lead that sales gave back: it must be earned again. */
export const lowerInterest = (db: Db, leadId: string, at: Instant): Promise<void> =>
  inTransaction(db, async (trx) => {
    const row = await lockScore(trx, leadId, at);
    const interest = earnAgain(interestFrom(row), at);
    await trx
      .updateTable('scores')
      .set({ ...interestColumns(interest, at), hot: false })
      .where('leadId', '=', leadId)
      .execute();
  });

async function lockScore(trx: Trx, leadId: string, at: Instant): Promise<ScoreRow> {
  // One statement that makes the row and locks it, whoever comes first; the update changes nothing.
  return trx
    .insertInto('scores')
    .values({ leadId, interestAt: new Date(at) })
    .onConflict((conflict) => conflict.column('leadId').doUpdateSet((eb) => ({ leadId: eb.ref('excluded.leadId') })))
    .returning(['fit', 'byKind', 'interestAt', 'acts', 'hot'])
    .executeTakeFirstOrThrow();
}

/** Whether the lead was hot until now, and whether it is: once hot, it stays so until interest falls below the lower threshold. */
async function staysOrBecomesHot(
  trx: Trx,
  { consent }: ContactPolicy,
  leadId: string,
  row: ScoreRow,
  interest: Interest,
  at: Instant,
): Promise<{ before: boolean; now: boolean }> {
  const before = row.hot && isAbove(interestAt(interestFrom(row), at), thresholds.interest, true);
  const value = interestAt(interest, at);
  if (before) return { before, now: isAbove(value, thresholds.interest, true) };
  const readiness = { fit: row.fit, interest: value, acts: row.acts, at };
  if (!isMql({ ...readiness, reachable: true })) return { before, now: false };
  const { consents, suppressions } = await permissionsOf(trx, leadId);
  const reachable = kindsOf(channels).some((channel) => contactability(consent, consents, suppressions, channel, at).may);
  return { before, now: reachable };
}
