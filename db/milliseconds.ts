import { sql, type RawBuilder } from 'kysely';

/** SQL: an instant as our code knows it, or the length of an interval, in whole milliseconds. */
export const milliseconds = (expression: string): RawBuilder<number> =>
  sql.raw(`round(extract(epoch from ${expression}) * 1000)::float8`);
