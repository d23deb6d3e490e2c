import { sql } from 'kysely';
import type { Instant } from '../domain/clock.ts';
import { chooseRep } from './choose-rep.ts';
import type { Db } from './database.ts';
import { giveLeads } from './leads.ts';
import { giveDeals } from './opportunities.ts';
import { surroundingsOf } from './tasks.ts';
import type { TeamRow } from './teams.ts';

/** Deals without a task whose owner has left go to a rep whom routing chooses. @returns how many */
export async function passOnDeals(trx: Db, team: TeamRow, at: Instant): Promise<number> {
  const deals = await trx
    .selectFrom('opportunities')
    .innerJoin('reps', 'reps.id', 'ownerId')
    .where('reps.teamId', '=', team.id)
    .where('active', '=', false)
    .where('closedAt', 'is', null)
    .where((eb) =>
      eb.not(eb.exists(eb.selectFrom('tasks').whereRef('tasks.id', '=', 'opportunities.taskId').where('state', '=', 'open'))),
    )
    .select(['opportunities.id', 'leadId', 'ownerId'])
    .orderBy('opportunities.id')
    .execute();
  let passed = 0;
  for (const { id, leadId, ownerId } of deals) {
    const around = await surroundingsOf(trx, leadId);
    const chosen = around && (await chooseRep(trx, { team, around, mayJoin: false, exclude: [ownerId], at }));
    if (chosen?.assigneeId === undefined) continue;
    await giveDeals(trx, sql`deal.id = ${id}`, chosen.assigneeId, at);
    passed++;
  }
  return passed;
}

/** Nobody writes to a lead in the name of a rep who has left. @returns how many leads have no owner now */
export const releaseLeads = (trx: Db, teamId: string, at: Instant): Promise<number> =>
  giveLeads(trx, sql`owner_id in (select id from reps where team_id = ${teamId} and not active)`, null, at);
