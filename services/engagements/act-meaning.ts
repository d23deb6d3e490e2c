import { isCurrentAct, isFastTrackAct, isHuman, showsInterest } from '../../domain/scoring/act.ts';
import type { Instant } from '../../domain/time/clock.ts';
import { isCoreKind, kindSpec } from '../../domain/scoring/engagement.ts';
import type { Engaged, OutboxMessage, Ready } from '../../domain/lead/messages.ts';
import type { Trx } from '../../db/database.ts';
import type { NewEngagement } from '../../db/engagements/new-engagement.ts';
import type { ActToSave } from '../../db/engagements/save-acts.ts';
import type { ScoreColumns, ScoreRow } from '../../db/leads/scores.ts';
import type { AnswerPolicy } from '../tasks/answer-task.ts';
import type { ScorePolicy } from './becomes-hot.ts';
import { scoreWith } from './scores.ts';

/** The parts of the policy that decide what an engagement changes. */
export type RecordPolicy = ScorePolicy & AnswerPolicy;

/** Whether programs are told. */
export const wakes = ({ kind, verdict }: NewEngagement): boolean => kind !== 'opened' && verdict !== 'machine';

/** Whether a person did it, of their own accord: not in answer to an email of ours. */
export const isOwnAct = ({ engagements }: RecordPolicy, { kind, verdict, source, reply, answer }: NewEngagement): boolean =>
  source !== 'click' && !reply && !answer && isHuman(engagements, { kind, at: 0, machine: verdict === 'machine' });

/** The score after an act, if it changes it, and whether it makes the lead ready. */
export async function scored(
  trx: Trx,
  policy: RecordPolicy,
  { leadId, kind, at, page, reply, source }: NewEngagement,
  score: ScoreRow | null,
  now: Instant,
): Promise<{ ready?: Ready; score?: ScoreColumns }> {
  if (!score) return {};
  const after = await scoreWith(trx, policy, { id: leadId, score }, { kind, at, page, reply }, now);
  // A click only claims: the system where the act happens reports it.
  return source === 'click' && after.ready === 'fastTrack' ? { ...after, ready: undefined } : after;
}

/** Whether they ask for a conversation. A click does not count: the system where the act happens reports it. */
export function isRequest(
  { engagements, scoring }: RecordPolicy,
  { kind, at, verdict, source }: NewEngagement,
  now: Instant,
): boolean {
  const act = { kind, at, machine: verdict === 'machine' };
  return source !== 'click' && isFastTrackAct(engagements, act) && isCurrentAct(scoring, act, now);
}

/** What an engagement means by the kinds of engagement of the app. */
export function meaning(policy: RecordPolicy, engagement: NewEngagement, now: Instant): ActToSave {
  const { kind, at, reply, verdict } = engagement;
  const act = { kind, at, reply, machine: verdict === 'machine' };
  return {
    engagement,
    human: isHuman(policy.engagements, act),
    isRequest: isRequest(policy, engagement, now),
    proves: !wakes(engagement) ? null : kind === 'bounced' ? 'refused' : 'accepted',
    scores: wakes(engagement) && showsInterest(policy.engagements, act),
  };
}

/** What the lead's program is told of it. */
export function engagedOf(
  { engagements }: RecordPolicy,
  { id, kind, at, touchKey, page, data, intends, reply, answer, until }: NewEngagement,
  { now, ready, prefers, hasTask }: Pick<Engaged, 'ready' | 'prefers' | 'hasTask'> & { readonly now: Instant },
): OutboxMessage {
  const human = isCoreKind(kind) ? undefined : kindSpec(engagements, kind).human;
  const readyAt = ready !== undefined && at < now ? now : undefined;
  const payload = {
    id,
    kind,
    at,
    touch: touchKey,
    human,
    page,
    data,
    intends,
    reply,
    hasTask,
    answer,
    until,
    prefers,
    ready,
    readyAt,
  };
  return { type: 'signal', name: 'engaged', payload };
}
