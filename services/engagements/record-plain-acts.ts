import type { Instant } from '../../domain/time/clock.ts';
import { closingOf } from '../../domain/scoring/engagement.ts';
import type { Db } from '../../db/database.ts';
import { inTransaction } from '../../db/in-transaction.ts';
import { nowhereAmong } from '../../db/leads/is-nowhere.ts';
import type { NewEngagement } from '../../db/engagements/new-engagement.ts';
import { saveActs } from '../../db/engagements/save-acts.ts';
import { tellActs, type ActToTell } from '../../db/engagements/tell-acts.ts';
import { engagedOf, isOwnAct, isRequest, meaning, scored, wakes, type RecordPolicy } from './act-meaning.ts';

/** An engagement that has arrived. */
export interface Arrived {
  readonly engagement: NewEngagement;
  /** Real milliseconds before the program is told. */
  readonly heldFor?: number;
}

/**
 * Whether an act of a lead that a program, a task or a reason accounts for changes nothing but its score and what its programs know.
 * It is recorded as by `recordEngagement`, together with others.
 */
export const isPlainAct = (policy: RecordPolicy, engagement: NewEngagement, now: Instant): boolean =>
  engagement.words === undefined && (!wakes(engagement) || isPlainNews(policy, engagement, now));

const isPlainNews = (policy: RecordPolicy, engagement: NewEngagement, now: Instant): boolean =>
  engagement.reply === undefined &&
  engagement.answer === undefined &&
  closingOf(policy.engagements, engagement) === undefined &&
  !isRequest(policy, engagement, now);

/**
 * Records plain acts, each of another lead, in one transaction and few statements, however many they are. It leaves out the acts of leads
 * for whom nothing accounts: an act may bring them in.
 * @returns by their ids, whether it recorded them, or they were recorded before
 */
export const recordPlainActs = async (
  db: Db,
  policy: RecordPolicy,
  newId: () => string,
  acts: readonly Arrived[],
  now: Instant,
): Promise<ReadonlyMap<string, boolean>> =>
  await inTransaction(db, async (trx) => {
    const mayComeIn = acts.filter(({ engagement }) => wakes(engagement) && isOwnAct(policy, engagement));
    const nowhere = await nowhereAmong(
      trx,
      mayComeIn.map(({ engagement }) => engagement.leadId),
    );
    const plain = acts.filter(({ engagement }) => !nowhere.has(engagement.leadId));
    const rows = plain.map(({ engagement }) => meaning(policy, engagement, now));
    const saved = await saveActs(trx, rows, now);
    const told: ActToTell[] = [];
    for (const { engagement, heldFor } of plain.filter(({ engagement: { id } }) => saved.has(id))) {
      if (!wakes(engagement)) continue;
      const { ready, score } = await scored(trx, policy, engagement, saved.get(engagement.id)!, now);
      const message = engagedOf(policy, engagement, { now, ready });
      told.push({ engagement, score, message, messageId: newId(), isNews: ready !== undefined, heldFor });
    }
    await tellActs(trx, told, now);
    return new Map(plain.map(({ engagement: { id } }) => [id, saved.has(id)]));
  });
