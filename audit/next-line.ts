import { sql } from 'kysely';
import type { Db } from '../db/database.ts';

/** A line number that the lifecycle never reaches in a visit. */
const BEYOND = 1_000_000;

/** The number for a new line after all lines of an enrolment's last visit. */
export async function nextLine(db: Db, enrolmentId: string): Promise<{ visit: number; n: number }> {
  const { rows } = await sql<{ visit: number; n: number }>`
    select e.visit, greatest(${BEYOND}, 1 + coalesce((select max(n) from transitions t where t.enrolment_id = e.id and t.visit = e.visit), 0))::int as n
    from enrolments e where e.id = ${enrolmentId}`.execute(db);
  return rows[0] ?? { visit: 0, n: BEYOND };
}
