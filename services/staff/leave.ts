import { sql } from 'kysely';
import type { Instant } from '../../domain/time/clock.ts';
import { giveAccounts } from '../../db/accounts/account-owner.ts';
import type { Db, Trx } from '../../db/database.ts';
import { followPeople, type FollowDeps } from './follow-people.ts';
import { giveTask } from '../tasks/give-task.ts';
import { giveLeads } from '../../db/leads/leads.ts';
import { giveDeals } from '../../db/accounts/opportunities.ts';
import { endSessionsOf } from '../../db/people/sessions.ts';
import { revokeKeysOf } from '../../db/system/api-keys.ts';
import { repNames } from '../../db/tasks/queue.ts';
import { lockTaskIfThere } from '../../db/tasks/task-and-team.ts';
import { openTasksOf } from '../../db/tasks/tasks.ts';
import { deactivateRep, lockTeam } from '../../db/staff/teams.ts';

interface Leaving {
  readonly repId: string;
  readonly teamId: string;
  /** The rep who takes over everything; without one, routing distributes it. */
  readonly to?: string;
}

/**
 * Removes a rep: deactivates them, their keys and sessions, and reassigns their work, in one transaction.
 * @returns how many tasks they had
 */
export const leave = (db: Db, deps: FollowDeps, { repId, teamId, to }: Leaving): Promise<number> =>
  db.transaction().execute(async (trx) => {
    await lockTeam(trx, { id: teamId });
    const at = deps.clock.now();
    await deactivateRep(trx, repId);
    await revokeKeysOf(trx, repId, at);
    await endSessionsOf(trx, repId);
    const tasks = await openTasksOf(trx, repId);
    if (to !== undefined) await handOver(trx, deps, { from: repId, to, taskIds: tasks.map(({ id }) => id), at });
    // An owner of deals may also have tasks in other teams.
    for (const id of new Set([teamId, ...tasks.map((task) => task.teamId)])) await followPeople(trx, deps, id);
    return tasks.length;
  });

interface HandOver {
  readonly from: string;
  readonly to: string;
  readonly taskIds: readonly string[];
  readonly at: Instant;
}

/** Gives everything that one rep has to another: tasks, deals, leads and accounts. */
async function handOver(trx: Trx, deps: FollowDeps, { from, to, taskIds, at }: HandOver): Promise<void> {
  const name = (await repNames(trx, [from])).get(from);
  for (const id of taskIds) {
    const locked = await lockTaskIfThere(trx, id);
    if (locked?.task.state === 'open') await giveTask(trx, deps, locked, { to, because: `${name} has left; takes over`, at });
  }
  await giveDeals(trx, sql`deal.owner_id = ${from}`, to, { at });
  await giveLeads(trx, sql`owner_id = ${from}`, to, { at });
  await giveAccounts(trx, sql`accounts.owner_id = ${from}`, to, { at });
}
