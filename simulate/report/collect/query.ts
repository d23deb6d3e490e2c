import { sql, type RawBuilder } from 'kysely';
import type { Db } from '../../../db/database.ts';
import type { Tally } from '../../../db/reports/count.ts';
import type { Counted } from '../report.ts';

/** The rows of a counting query. */
export const rowsOf = async <T>(db: Db, query: RawBuilder<T>): Promise<readonly T[]> => (await query.execute(db)).rows;

/** Counts by the values of a column, the most frequent first. */
export const countsOf = (tallies: readonly Tally[], column: string): Counted[] =>
  tallies.map(({ of, count }) => ({ what: of[column] ?? 'no reason', count })).toSorted((a, b) => b.count - a.count);

export { sql };
