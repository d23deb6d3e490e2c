import { sql, type RawBuilder } from 'kysely';
import type { Db } from '../../../db/database.ts';

/** The rows of a query that counts; reports ask a few, once. */
export const rowsOf = async <T>(db: Db, query: RawBuilder<T>): Promise<readonly T[]> => (await query.execute(db)).rows;

export { sql };
