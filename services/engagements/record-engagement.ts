import { isCurrentAct, isFastTrackAct, isHuman } from '../../domain/scoring/act.ts';
import type { Instant } from '../../domain/time/clock.ts';
import { answerSpec, closingOf, isCoreKind, kindSpec, replySpec } from '../../domain/scoring/engagement.ts';
import type { Engaged, Ready } from '../../domain/lead/messages.ts';
import type { Db } from '../../db/database.ts';
import { inTransaction } from '../../db/in-transaction.ts';
import { enqueueInAllLanes } from '../../db/system/outbox.ts';
import { programOfTouch } from '../../db/campaigns/programs.ts';
import { insertEngagement } from '../../db/engagements/engagements.ts';
import { settleInDoubt } from '../../db/touches/touch-settle.ts';
import { liftOwnPause } from '../contact/lift-suppression.ts';
import { savePreference } from '../../db/leads/preferences.ts';
import { reEnter } from '../campaigns/re-enter.ts';
import type { NewEngagement } from '../../db/engagements/new-engagement.ts';
import { isSameAct } from '../../db/engagements/same-act.ts';
import { lockReplyPlace, openReplyTask, type ReplyPolicy } from '../tasks/reply-task.ts';
import type { ScorePolicy } from './becomes-hot.ts';
import { scoreEngagement } from './scores.ts';
import { closeChannel } from '../contact/close-channel.ts';
import { isNowhere } from '../../db/leads/is-nowhere.ts';
import { enterStanding } from '../intake/enter-standing.ts';

/** The parts of the policy that decide what an engagement changes. */
export type RecordPolicy = ScorePolicy & ReplyPolicy;

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
  const wakes = engagement.kind !== 'opened' && engagement.verdict !== 'machine';
  if (!wakes) return { fresh: await save(db, policy, engagement, now) };
  return await inTransaction(db, async (trx) => {
    const { id, leadId, kind, at, source, touchKey, page, reply, answer } = engagement;
    const asks = reply ? replySpec(reply).task === true : isRequest(policy, engagement, now);
    const isNear = kindSpec(policy.engagements, kind).position === 'bottom';
    const comesIn = isAct(policy, engagement) && (await isNowhere(trx, leadId, isNear));
    const found = (asks || comesIn) && (await lockReplyPlace(trx, policy, engagement));
    const place = reply && found;
    if (!(await save(trx, policy, engagement, now))) return { fresh: false };
    if (place) await openReplyTask(trx, policy, newId, engagement, place, now);
    const purpose = asks ? 'service' : 'marketing';
    if (comesIn) await enterStanding(trx, policy, newId, { leadId, source, purpose, at: now });
    // If the touch was in doubt, a reaction proves that it was accepted, and a bounce that it was refused.
    const state = kind === 'bounced' ? 'refused' : 'accepted';
    if (touchKey) await settleInDoubt(trx, { key: touchKey, state, at: now, because: 'engaged' });
    const act = { kind, at, page, reply };
    const scored = await scoreEngagement(trx, policy, leadId, act, now);
    // A click only claims: the system where the act happens reports it.
    const ready = source === 'click' && scored.ready === 'fastTrack' ? undefined : scored.ready;
    const wish = answer && answerSpec(answer).prefers;
    const prefers = wish && (await savePreference(trx, leadId, wish));
    const isNews = ready !== undefined || !(await isSameAct(trx, engagement));
    const payload = engagedOf(policy, engagement, { now, ready, prefers, hasTask: place ? true : undefined });
    // A lead who asks for a conversation after their program has ended re-enters it.
    if (ready === 'fastTrack') await reEnter(trx, newId, leadId, now);
    const message = { type: 'signal', name: 'engaged', payload } as const;
    const closing = closingOf(policy.engagements, engagement);
    const urgent = closing !== undefined || wish === 'asBefore';
    const isTold =
      (isNews || found) && (await enqueueInAllLanes(trx, { id: newId(), leadId, at: now, urgent, heldFor, message }));
    // No program runs for the lead: it is a customer, or never entered a campaign. Or the program does not bring it to a rep.
    const isLeft = found && (!isTold || (asks && (found.isDeaf || (ready !== 'fastTrack' && !found.isRepAtWork))));
    if (isLeft && !reply) await openReplyTask(trx, policy, newId, engagement, found, now);
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

/** What the lead's program is told of it. */
function engagedOf(
  { engagements }: RecordPolicy,
  { id, kind, at, touchKey, page, data, intends, reply, answer, until }: NewEngagement,
  { now, ready, prefers, hasTask }: Pick<Engaged, 'ready' | 'prefers' | 'hasTask'> & { readonly now: Instant },
): Engaged {
  const human = isCoreKind(kind) ? undefined : kindSpec(engagements, kind).human;
  const readyAt = ready !== undefined && at < now ? now : undefined;
  return { id, kind, at, touch: touchKey, human, page, data, intends, reply, hasTask, answer, until, prefers, ready, readyAt };
}

/** Whether a person did it, of their own accord: not in answer to an email of ours. */
const isAct = ({ engagements }: RecordPolicy, { kind, verdict, source, reply, answer }: NewEngagement): boolean =>
  source !== 'click' && !reply && !answer && isHuman(engagements, { kind, at: 0, machine: verdict === 'machine' });

/** Whether they ask for a conversation. A click does not count: the system where the act happens reports it. */
function isRequest({ engagements, scoring }: RecordPolicy, { kind, at, verdict, source }: NewEngagement, now: Instant): boolean {
  const act = { kind, at, machine: verdict === 'machine' };
  return source !== 'click' && isFastTrackAct(engagements, act) && isCurrentAct(scoring, act, now);
}

const save = (db: Db, policy: RecordPolicy, engagement: NewEngagement, now: Instant): Promise<boolean> =>
  insertEngagement(db, engagement, {
    human: isHuman(policy.engagements, { ...engagement, machine: engagement.verdict === 'machine' }),
    isRequest: isRequest(policy, engagement, now),
  });
