import { sql } from 'kysely';
import type { Instant } from '../domain/clock.ts';
import { chooseRep } from './choose-rep.ts';
import type { Db } from './database.ts';
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
    await trx.updateTable('opportunities').set({ ownerId: chosen.assigneeId }).where('id', '=', id).execute();
    passed++;
  }
  return passed;
}

/** Nobody writes to a lead in the name of a rep who has left. @returns how many leads have no owner now */
export async function releaseLeads(trx: Db, teamId: string): Promise<number> {
  const { numAffectedRows } = await sql`
    update leads set owner_id = null from reps where reps.id = owner_id and reps.team_id = ${teamId} and not active`.execute(trx);
  return Number(numAffectedRows ?? 0n);
}
