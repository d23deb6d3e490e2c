import { sql, type RawBuilder } from 'kysely';
import type { Db } from '../../../db/database.ts';

/** The rows of a counting query. */
export const rowsOf = async <T>(db: Db, query: RawBuilder<T>): Promise<readonly T[]> => (await query.execute(db)).rows;

export { sql };
