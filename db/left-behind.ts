import { sql } from 'kysely';
import type { Instant } from '../domain/clock.ts';
import { chooseRep } from './choose-rep.ts';
import type { Db } from './database.ts';
import { note } from './note.ts';
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
    .select(['opportunities.id', 'leadId', 'ownerId', 'reps.name'])
    .orderBy('opportunities.id')
    .execute();
  let passed = 0;
  for (const { id, leadId, ownerId, name } of deals) {
    const around = await surroundingsOf(trx, leadId);
    const chosen = around && (await chooseRep(trx, { team, around, mayJoin: false, exclude: [ownerId], at }));
    if (chosen?.assigneeId === undefined) continue;
    await giveDeal(trx, { id, leadId }, { to: chosen.assigneeId, because: `${name} has left; ${chosen.because}`, at });
    passed++;
  }
  return passed;
}

/** Gives a deal without a task to a rep; the lead's story says so. */
export async function giveDeal(
  trx: Db,
  { id, leadId }: { readonly id: string; readonly leadId: string },
  { to, because, at }: { readonly to: string; readonly because: string; readonly at: Instant },
): Promise<void> {
  await trx.updateTable('opportunities').set({ ownerId: to }).where('id', '=', id).execute();
  const rep = await trx.selectFrom('reps').select('name').where('id', '=', to).executeTakeFirstOrThrow();
  const enrolment = await trx
    .selectFrom('enrolments')
    .select('id')
    .where('leadId', '=', leadId)
    .orderBy('startAt', 'desc')
    .limit(1)
    .executeTakeFirst();
  if (enrolment) await note(trx, { leadId, enrolmentId: enrolment.id, at, reason: `the deal goes to ${rep.name}: ${because}` });
}

/** Nobody writes to a lead in the name of a rep who has left. @returns how many leads have no owner now */
export async function releaseLeads(trx: Db, teamId: string): Promise<number> {
  const { numAffectedRows } = await sql`
    update leads set owner_id = null from reps where reps.id = owner_id and reps.team_id = ${teamId} and not active`.execute(trx);
  return Number(numAffectedRows ?? 0n);
}
