import type { Db, Trx } from '../../db/database.ts';
import { inTransaction } from '../../db/in-transaction.ts';
import { illegalMoves, isBack, needsOwnStatement, writeLines, type IllegalMove, type Written } from '../../db/leads/journal.ts';
import type { Journal } from '../../db/leads/journal-tables.ts';
import type { ScorePolicy } from '../engagements/becomes-hot.ts';
import { lowerInterest } from '../engagements/scores.ts';

/**
 * Writes journal lines and the changes that follow from their kinds, in one statement. Existing lines change nothing.
 * Makes no query if there are no lines.
 */
export async function applyJournal(db: Db, policy: ScorePolicy, order: Journal): Promise<readonly IllegalMove[]> {
  if (order.journal.length === 0) return [];
  const row = await (needsOwnStatement(order)
    ? inTransaction(db, async (trx) => earnedAgain(trx, policy, order, await writeLines(trx, order)))
    : writeLines(db, order));
  return row ? illegalMoves(row) : [];
}

/** Lowers interest when a lead is recycled, so that the lead must earn it again. */
async function earnedAgain(
  trx: Trx,
  policy: ScorePolicy,
  { leadId }: Journal,
  row: Written | undefined,
): Promise<Written | undefined> {
  const recycled = row?.moves.findLast((move) => move.to === 'recycled' && !isBack(move));
  if (recycled) await lowerInterest(trx, policy, leadId, Date.parse(recycled.at));
  return row;
}
