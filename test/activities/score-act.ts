import type { Db } from '../../db/database.ts';
import { lockScore, saveScore } from '../../db/leads/scores.ts';
import { showsInterest, type Act } from '../../domain/scoring/act.ts';
import type { Instant } from '../../domain/time/clock.ts';
import type { ScorePolicy } from '../../services/engagements/becomes-hot.ts';
import { scoreWith, type Scored } from '../../services/engagements/scores.ts';

/** Adds an act to the score of a lead, as recording it does. */
export const scoreEngagement = (db: Db, policy: ScorePolicy, id: string, act: Act, at: Instant): Promise<Scored> =>
  db.transaction().execute(async (trx) => {
    if (!showsInterest(policy.engagements, act)) return {};
    const { score, ready } = await scoreWith(trx, policy, { id, score: await lockScore(trx, id, at) }, act, at);
    await saveScore(trx, id, score);
    return { ready };
  });
