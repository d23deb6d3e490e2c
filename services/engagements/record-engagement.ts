import { isFastTrackAct, isHuman } from '../../domain/scoring/act.ts';
import type { Instant } from '../../domain/time/clock.ts';
import { answerSpec, closingOf, isCoreKind, kindSpec, replySpec, type EngagementKinds } from '../../domain/scoring/engagement.ts';
import type { Engaged, Ready } from '../../domain/lead/messages.ts';
import type { Db, Trx } from '../../db/database.ts';
import { inTransaction } from '../../db/in-transaction.ts';
import { enqueueIfRunning } from '../../db/system/outbox.ts';
import { settleInDoubt } from '../../db/system/operations.ts';
import { liftOwnPause } from '../contact/lift-suppression.ts';
import { savePreference } from '../../db/contact/preferences.ts';
import { reEnter } from '../campaigns/re-enter.ts';
import type { NewEngagement } from './new-engagement.ts';
import { isSameAct } from './same-act.ts';
import { lockReplyPlace, openReplyTask, type ReplyPolicy } from '../tasks/reply-task.ts';
import type { ScorePolicy } from './becomes-hot.ts';
import { scoreEngagement } from './scores.ts';
import { closeChannel } from '../contact/close-channel.ts';

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
  if (!wakes) return { fresh: await insert(db, policy.engagements, engagement) };
  return await inTransaction(db, async (trx) => {
    const { id, leadId, kind, at, source, touchKey, page, intends, reply, answer, until } = engagement;
    const asks = reply ? replySpec(reply).task === true : isRequest(policy.engagements, engagement);
    const found = asks && (await lockReplyPlace(trx, leadId));
    const place = reply && found;
    if (!(await insert(trx, policy.engagements, engagement))) return { fresh: false };
    if (place) await openReplyTask(trx, policy, newId, { id, leadId, kind, reply, at }, place, now);
    // If the touch was in doubt, a reaction proves that it was accepted, and a bounce that it was refused.
    const state = kind === 'bounced' ? 'refused' : 'accepted';
    if (touchKey) await settleInDoubt(trx, { key: touchKey, state, at: now, because: 'engaged' });
    const act = { kind, at, page, reply };
    const scored = await scoreEngagement(trx, policy, leadId, act, now);
    // A click only claims: the system where the act happens reports it.
    const ready = source === 'click' && scored.ready === 'fastTrack' ? undefined : scored.ready;
    const wish = answer && answerSpec(answer).prefers;
    const prefers = wish && (await savePreference(trx, leadId, wish));
    const { human } = kindSpec(policy.engagements, kind);
    const isNews = ready !== undefined || !(await isSameAct(trx, engagement));
    const payload: Engaged = {
      id,
      kind,
      at,
      touch: touchKey,
      human: isCoreKind(kind) ? undefined : human,
      page,
      intends,
      reply,
      hasTask: place ? true : undefined,
      answer,
      until,
      prefers,
      ready,
    };
    // A lead who asks for a conversation after their program has ended re-enters it.
    if (ready === 'fastTrack') await reEnter(trx, newId, leadId, now);
    const message = { type: 'signal', name: 'engaged', payload } as const;
    const closing = closingOf(policy.engagements, engagement);
    const urgent = closing !== undefined || wish === 'asBefore';
    const isTold = (isNews || found) && (await enqueueIfRunning(trx, { id: newId(), leadId, at: now, urgent, heldFor, message }));
    // No program runs for the lead: it is a customer, or never entered a campaign. A person still answers the request.
    if (!isTold && !reply && found) await openReplyTask(trx, policy, newId, { id, leadId, kind, at }, found, now);
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

/** Whether they ask for a conversation. A click does not count: the system where the act happens reports it. */
const isRequest = (kinds: EngagementKinds, { kind, at, verdict, source }: NewEngagement): boolean =>
  source !== 'click' && isFastTrackAct(kinds, { kind, at, machine: verdict === 'machine' });

/** Whether the engagement with this id is this lead's, and of this kind. */
export const isKnownAct = async (db: Db, { id, leadId, kind }: Pick<NewEngagement, 'id' | 'leadId' | 'kind'>): Promise<boolean> =>
  (await db
    .selectFrom('engagements')
    .select('id')
    .where('id', '=', id)
    .where('leadId', '=', leadId)
    .where('kind', '=', kind)
    .executeTakeFirst()) !== undefined;

async function insert(db: Db, kinds: EngagementKinds, engagement: NewEngagement): Promise<boolean> {
  const { id, leadId, kind, at, verdict, source, touchKey, content, link, page, intends, reply, answer, bounce, until, words } =
    engagement;
  const human = isHuman(kinds, { kind, at, machine: verdict === 'machine' });
  const about = {
    touchKey: touchKey ?? null,
    content: content ?? null,
    link: link ?? null,
    page: page ?? null,
    intends: intends ?? null,
  };
  const said = {
    reply: reply ?? null,
    answer: answer ?? null,
    bounce: bounce ?? null,
    until: until === undefined ? null : new Date(until),
  };
  const proves = { human, isRequest: isRequest(kinds, engagement), verdict };
  const row = { id, leadId, kind, at: new Date(at), source, ...proves, ...about, ...said };
  const inserted = await db
    .insertInto('engagements')
    .values(row)
    .onConflict((conflict) => conflict.column('id').doNothing())
    .returning('id')
    .executeTakeFirst();
  if (inserted && words)
    await db
      .insertInto('words')
      .values({ engagementId: inserted.id, ...words })
      .execute();
  return inserted !== undefined;
}

/** The program that sent a touch. "Not relevant" refers to that program's emails, not to those of the lead's current program. */
async function programOfTouch(trx: Trx, touchKey: string | undefined): Promise<string | undefined> {
  if (touchKey === undefined) return undefined;
  const row = await trx
    .selectFrom('touches')
    .innerJoin('campaigns', 'campaigns.id', 'touches.campaignId')
    .where('touches.key', '=', touchKey)
    .select('campaigns.program')
    .executeTakeFirst();
  return row?.program;
}
