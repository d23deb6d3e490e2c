import { sql } from 'kysely';
import type { Db } from '../database.ts';

/** Where leads come from. Postgres goes from one source to the next in the index: it has no other quick way to find all of them. */
export async function leadSources(db: Db): Promise<readonly string[]> {
  const { rows } = await sql<{ source: string }>`
    with recursive s as (
      (select source from leads order by source limit 1)
      union all
      select (select source from leads where source > s.source order by source limit 1) from s where s.source is not null
    )
    select source from s where source is not null`.execute(db);
  return rows.map(({ source }) => source);
}
