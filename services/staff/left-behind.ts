import { sql } from 'kysely';
import type { Instant } from '../../domain/time/clock.ts';
import { chooseRep, type RoutingPolicy } from '../tasks/choose-rep.ts';
import type { Trx } from '../../db/database.ts';
import { giveLeads } from '../../db/leads/leads.ts';
import { dealsLeftBehind, giveDeals } from '../../db/accounts/opportunities.ts';
import { surroundingsOf } from '../../db/tasks/tasks.ts';
import type { TeamRow } from '../../db/staff/teams.ts';

/** Gives deals that have no task and whose owner has left to reps whom routing chooses. @returns how many */
export async function passOnDeals(trx: Trx, policy: RoutingPolicy, team: TeamRow, at: Instant): Promise<number> {
  let passed = 0;
  for (const { id, leadId, ownerId } of await dealsLeftBehind(trx, team.id)) {
    const around = await surroundingsOf(trx, leadId);
    const chosen = around && (await chooseRep(trx, policy, { team, around, mayJoin: false, exclude: [ownerId], at }));
    if (chosen?.assigneeId === undefined) continue;
    await giveDeals(trx, sql`deal.id = ${id}`, chosen.assigneeId, { at });
    passed++;
  }
  return passed;
}

/** Removes reps who have left as owners of leads, so that no email goes out in their names. @returns how many leads now have no owner */
export const releaseLeads = (trx: Trx, teamId: string, at: Instant): Promise<number> =>
  giveLeads(trx, sql`owner_id in (select id from reps where team_id = ${teamId} and not active)`, null, { at });
