import type { Logger } from 'pino';
import type { Db } from '../db/database.ts';
import { applyJournal, type IllegalMove } from '../services/leads/journal.ts';
import type { JournalOrder } from './contract.ts';
import type { Bookkeeping } from './bookkeeping.ts';

/** Writes journal entries that no other activity has carried along. */
export const record =
  ({ db, log }: Bookkeeping) =>
  (order: JournalOrder): Promise<void> =>
    writeJournal(db, order, log);

/** Applies a journal, and warns of a stage that the lead came to by a way the funnel does not know. */
export async function writeJournal(db: Db, order: JournalOrder, log: Logger): Promise<void> {
  warnOfMoves(order.leadId, await applyJournal(db, order), log);
}

/** For operations: the program and the funnel disagree. */
export const warnOfMoves = (leadId: string, moves: readonly IllegalMove[], log: Logger): void => {
  for (const move of moves) log.warn({ leadId, ...move }, 'not a legal move in the funnel; it was made all the same');
};
