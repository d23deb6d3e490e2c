import type { Logger } from 'pino';
import type { Db } from '../db/database.ts';
import { applyJournal, type IllegalMove } from '../services/leads/journal.ts';
import type { JournalOrder } from './contract.ts';
import type { Bookkeeping } from './bookkeeping.ts';

/** Writes journal entries that no other activity has included. */
export const record =
  (deps: Bookkeeping) =>
  (order: JournalOrder): Promise<void> =>
    writeJournal(deps.db, order, deps);

/** Writes a journal, and logs a warning for each stage change that the funnel does not define. */
export async function writeJournal(
  db: Db,
  order: JournalOrder,
  { policy, log }: Pick<Bookkeeping, 'policy' | 'log'>,
): Promise<void> {
  warnOfMoves(order.leadId, await applyJournal(db, policy, order), log);
}

/** Warns operations that the program and the funnel disagree. */
export function warnOfMoves(leadId: string, moves: readonly IllegalMove[], log: Logger): void {
  for (const move of moves) log.warn({ leadId, ...move }, 'not a legal move in the funnel; it was made anyway');
}
