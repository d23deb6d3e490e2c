import { sql, type RawBuilder } from 'kysely';
import { journalKinds, type JournalKind } from '../../domain/lead/journal-kinds.ts';
import { mayMove, type FunnelStage } from '../../domain/lead/funnel.ts';
import type { Db } from '../database.ts';
import { prepared } from '../prepared.ts';
import { journalTables, type Journal } from './journal-tables.ts';

/** A move between stages that the funnel does not define. It is applied anyway, because the journal never loses a line. */
export interface IllegalMove {
  readonly from: FunnelStage;
  readonly to: FunnelStage;
}

/** Deletes the lines of a turn that the server did not accept, and reverts their effects. */
export const removeAbandoned = (db: Db, order: Journal): Promise<unknown> => writeLines(db, { ...order, journal: [] });

/** Whether a journal needs a statement of its own: recycling takes a second statement. */
export const needsOwnStatement = ({ journal }: Journal): boolean => journal.some(({ to }) => to === 'recycled');

/** What a journal changed about the lead's stage. */
export interface Written {
  readonly stageBefore: FunnelStage;
  readonly moves: readonly { readonly to: FunnelStage; readonly at: string; readonly kind: JournalKind }[];
}

/** Writes lines and their effects in one statement. */
export const writeLines = async (db: Db, order: Journal): Promise<Written | undefined> =>
  (await linesOf(order).execute(db)).rows[0];

const linesOf = (order: Journal) => sql<Written>`${prepared}
  with ${journalTables(order)}
  select written.* from (${written(order)}) as written`;

/** SQL: the result of the journal's tables as one row: `stage_before` and `moves`. */
export const written = ({ leadId }: Journal): RawBuilder<Written> => sql`
  select stage as stage_before, coalesce((select jsonb_agg(jsonb_build_object('to', "to", 'at', at, 'kind', kind) order by visit, n) from move), '[]') as moves
  from leads where id = ${leadId}`;

/** Whether a move leads back to where the lead was, against the funnel. */
export const isBack = ({ kind }: { readonly kind: JournalKind }): boolean => journalKinds[kind].isMove === 'back';

/** The moves that the funnel does not define. */
export function illegalMoves({ stageBefore, moves }: Written): IllegalMove[] {
  let from = stageBefore;
  return moves.flatMap(({ to, kind }) => {
    const move = { from, to };
    from = to;
    return isBack({ kind }) || mayMove(move.from, to) ? [] : [move];
  });
}
