import type { Act } from '../../domain/scoring/act.ts';
import type { Instant } from '../../domain/time/clock.ts';
import { takeBackAct, type Interest } from '../../domain/scoring/interest.ts';
import type { ScoringModel } from '../../domain/scoring/scoring-policy.ts';
import type { OutboxMessage } from '../../domain/lead/messages.ts';
import type { Db } from '../../db/database.ts';
import { inTransaction } from '../../db/in-transaction.ts';
import { takeBackEngaged } from '../../db/system/outbox.ts';
import { condemn } from '../../db/engagements/engagements.ts';
import { lockedScore, saveScore } from '../../db/leads/scores.ts';
import { interestColumns, interestFrom } from '../../db/leads/interest-row.ts';
import type { ScorePolicy } from './becomes-hot.ts';
import { scoreByOthers } from './other-models.ts';

interface When {
  readonly since: Instant;
  readonly now: Instant;
}

/**
 * Marks the clicks on an email since an instant as a machine's. The score is recomputed without them, and messages about them that
 * are still in the outbox are not delivered.
 */
export async function condemnClicks(
  db: Db,
  policy: ScorePolicy,
  touch: { readonly key: string; readonly leadId: string },
  { since, now }: When,
): Promise<void> {
  await inTransaction(db, async (trx) => {
    // Lock the score first, as `scoreEngagement` does, so that the two cannot deadlock.
    const score = await lockedScore(trx, touch.leadId);
    const rows = await condemn(trx, touch.key, since);
    if (rows.length === 0) return;
    const unheard = await takeBackEngaged(
      trx,
      touch.leadId,
      rows.map(({ id }) => id),
    );
    if (!score) return;
    const condemned = rows.map(({ kind, at, page }): Act => ({ kind, at: at.getTime(), page: page ?? undefined }));
    const interest = condemned.reduce((left, act) => takeBackAct(policy.scoring, left, act), interestFrom(score));
    const acts = without(score.acts, condemned);
    const hot = score.hot && !unheard.some(madeReady);
    await saveScore(trx, touch.leadId, { ...interestColumns(policy.scoring, interest, now), acts: JSON.stringify(acts), hot });
    const takenBack = (model: ScoringModel, before: Interest) =>
      condemned.reduce((left, act) => takeBackAct(model, left, act), before);
    await scoreByOthers(trx, policy, { id: touch.leadId, acts }, now, { interest: takenBack, isEngagement: true });
  });
}

/** The acts without one for each that is condemned: two of one kind may have the same instant. */
function without(acts: readonly Act[], condemned: readonly Act[]): readonly Act[] {
  const left = [...acts];
  for (const { kind, at } of condemned) {
    const found = left.findIndex((act) => act.kind === kind && act.at === at);
    if (found !== -1) left.splice(found, 1);
  }
  return left;
}

/** Whether the act had made the lead ready for sales. No program received the message, so a later act can make it ready again. */
const madeReady = (message: OutboxMessage): boolean =>
  message.type === 'signal' && message.name === 'engaged' && message.payload.ready !== undefined;
