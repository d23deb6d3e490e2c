import { v5 } from 'uuid';
import { despiteClashes } from '../../db/clash.ts';
import { recordEngagement } from '../../services/engagements/record-engagement.ts';
import type { LinkedTouch } from '../../db/touches/touch-of-link.ts';
import { lastAnswer, wishesOf } from '../../db/contact/wishes.ts';
import type { Instant } from '../../domain/time/clock.ts';
import { DAY } from '../../domain/time/duration.ts';
import { closingOf, type AnswerKind } from '../../domain/scoring/engagement.ts';
import type { ApiDeps } from '../procedures/context.ts';

// An arbitrary constant, so that the same answer to the same email gives the same id.
const ANSWER = 'd5f1b3a6-6f0b-4a53-8a0a-6f6b6f2a7c11';

/**
 * Saves an answer to an email, with what follows from it. The same answer to the same email counts once, unless the person has taken
 * it back in the meantime, or it now ends on another day.
 */
export async function saveAnswer(
  { db, clock, policy, newId }: ApiDeps,
  { key: touchKey, leadId, content }: LinkedTouch,
  answer: AnswerKind,
  until: Instant | undefined,
): Promise<void> {
  const at = clock.now();
  const last = await lastAnswer(db, leadId);
  if (answer === 'resume' && last?.answer === 'resume' && !(await somethingHolds(db, touchKey, at))) return;
  const since = answer === 'resume' ? last : await lastAnswer(db, leadId, 'resume');
  const act = { kind: 'answered', at, answer, until } as const;
  const ends = closingOf(policy.engagements, act)?.until;
  const id = v5([touchKey, answer, ends && Math.floor(ends / DAY), since?.id].join(' '), ANSWER);
  const answered = { ...act, id, leadId, touchKey, content, verdict: 'human', source: 'answer' } as const;
  await despiteClashes(() => recordEngagement(db, policy, newId, answered, at));
}

/** Whether there is something to take back: a pause may have been set elsewhere. */
async function somethingHolds(db: ApiDeps['db'], touchKey: string, at: Instant): Promise<boolean> {
  const wishes = await wishesOf(db, touchKey, at);
  return wishes !== undefined && (wishes.closed.length > 0 || wishes.slower > 1 || wishes.otherTopic);
}
