import { sql } from 'kysely';
import type { Db } from '../../db/database.ts';
import type { Colleague } from '../../simulate/sales/colleague.ts';

interface Queue {
  readonly team: string;
  readonly repId: string | null;
  /** Differs when a task is added, leaves, or changes. */
  readonly mark: string;
}

/**
 * Tells whose queues have changed since the last call, in one query: to load every queue each time takes most of a simulation.
 * @returns whether a colleague has a reason to look; a manager looks when something changes in the team
 */
export function changedQueues(db: Db): () => Promise<(colleague: Colleague) => boolean> {
  let known = new Map<string, string>();
  return async () => {
    const { rows } = await sql<Queue>`
      select slug as team, assignee_id as rep_id,
        md5(string_agg(concat_ws(' ', tasks.id, kind, attempts, sla, due_at, clock_from), ',' order by tasks.id)) as mark
      from tasks join teams on teams.id = team_id where state = 'open' group by 1, 2`.execute(db);
    const now = new Map(rows.map(({ team, repId, mark }) => [`${team} ${repId}`, mark]));
    const changed = [...new Set([...now.keys(), ...known.keys()])].filter((key) => now.get(key) !== known.get(key));
    known = now;
    return ({ team, repId, role }) =>
      changed.some((key) =>
        role === 'manager' ? key.startsWith(`${team} `) : key === `${team} ${repId}` || key === `${team} null`,
      );
  };
}
