import type { Instant } from '../../domain/time/clock.ts';
import { answerSpec, closingOf, kindSpec, replySpec } from '../../domain/scoring/engagement.ts';
import type { Ready } from '../../domain/lead/messages.ts';
import type { Db } from '../../db/database.ts';
import { inTransaction } from '../../db/in-transaction.ts';
import { programOfTouch } from '../../db/campaigns/programs.ts';
import { insertWords } from '../../db/engagements/engagements.ts';
import { saveActs } from '../../db/engagements/save-acts.ts';
import { tellActs } from '../../db/engagements/tell-acts.ts';
import type { ScoreRow } from '../../db/leads/scores.ts';
import { liftOwnPause } from '../contact/lift-suppression.ts';
import { savePreference } from '../../db/leads/preferences.ts';
import { reEnter } from '../campaigns/re-enter.ts';
import type { NewEngagement } from '../../db/engagements/new-engagement.ts';
import { lockAnswerPlace, openAnswerTask } from '../tasks/answer-task.ts';
import { closeChannel } from '../contact/close-channel.ts';
import { isNowhere } from '../../db/leads/is-nowhere.ts';
import { enterStanding } from '../intake/enter-standing.ts';
import { engagedOf, isOwnAct, isRequest, meaning, scored, wakes, type RecordPolicy } from './act-meaning.ts';

export interface Recorded {
  /** False if it was recorded before. */
  readonly fresh: boolean;
  readonly ready?: Ready;
}

/**
 * Records an engagement from any source, in one transaction: the row, the score, the channels that its kind closes, and the message
 * for the lead's running program, unless the program has just been told about the same act. The caller answers the request after
 * this returns.
 * @param now program time; the engagement itself may be older
 * @param heldFor real milliseconds before the program is told
 */
export async function recordEngagement(
  db: Db,
  policy: RecordPolicy,
  newId: () => string,
  engagement: NewEngagement,
  now: Instant,
  heldFor = 0,
): Promise<Recorded> {
  if (!wakes(engagement)) return { fresh: (await save(db, policy, engagement, now)) !== undefined };
  return await inTransaction(db, async (trx) => {
    const { id, leadId, kind, source, touchKey, reply, answer } = engagement;
    const asked = { ...engagement, isRequest: isRequest(policy, engagement, now) };
    const asks = reply ? replySpec(reply).task === true : asked.isRequest;
    const isNear = kindSpec(policy.engagements, kind).position === 'bottom';
    const comesIn = isOwnAct(policy, engagement) && (await isNowhere(trx, leadId, isNear));
    const found = (asks || comesIn) && (await lockAnswerPlace(trx, policy, engagement));
    const place = reply && found;
    const saved = await save(trx, policy, engagement, now);
    if (!saved) return { fresh: false };
    if (place) await openAnswerTask(trx, policy, newId, asked, place, now);
    const purpose = asks ? 'service' : 'marketing';
    if (comesIn) await enterStanding(trx, policy, newId, { leadId, source, purpose, at: now });
    const { ready, score } = await scored(trx, policy, engagement, saved.score, now);
    const wish = answer && answerSpec(answer).prefers;
    const prefers = wish && (await savePreference(trx, leadId, wish));
    // A lead who asks for a conversation after their program has ended re-enters it.
    if (ready === 'fastTrack') await reEnter(trx, newId, leadId, now);
    const closing = closingOf(policy.engagements, engagement);
    const told = await tellActs(
      trx,
      [
        {
          engagement,
          score,
          message: engagedOf(policy, engagement, { now, ready, prefers, hasTask: place ? true : undefined }),
          messageId: newId(),
          isNews: ready !== undefined || Boolean(found),
          urgent: closing !== undefined || wish === 'asBefore',
          heldFor,
        },
      ],
      now,
    );
    // No program runs for the lead: it is a customer, or never entered a campaign. Or the program does not bring it to a rep.
    const isLeft = found && (!told.has(leadId) || (asks && (found.isDeaf || (ready !== 'fastTrack' && !found.isRepAtWork))));
    if (isLeft && !reply) await openAnswerTask(trx, policy, newId, asked, found, now);
    if (wish === 'asBefore' && (await liftOwnPause(trx, policy, newId, { leadId, at: now })) > 0)
      await reEnter(trx, newId, leadId, now);
    if (closing)
      await closeChannel(trx, policy, newId, {
        leadId,
        program: await programOfTouch(trx, touchKey),
        act: id,
        at: now,
        ...closing,
      });
    return { fresh: true, ready };
  });
}

/** Saves an engagement with its words. @returns undefined if it was saved before */
async function save(
  db: Db,
  policy: RecordPolicy,
  engagement: NewEngagement,
  now: Instant,
): Promise<{ readonly score: ScoreRow | null } | undefined> {
  const { id, words } = engagement;
  const score = (await saveActs(db, [meaning(policy, engagement, now)], now)).get(id);
  if (score === undefined) return undefined;
  if (words) await insertWords(db, id, words);
  return { score };
}
