import { sql } from 'kysely';
import { programTaskKinds } from '../../domain/sales/task-kinds.ts';
import type { Db } from '../database.ts';
import { living } from '../states.ts';

/**
 * Who knows a lead: the team that reads the replies of its program (the last one if it is in none), the team and the rep of its newest open task, and the
 * owner of its account with their team.
 */
export async function whoKnows(db: Db, leadId: string) {
  const enrolment = await db
    .selectFrom('enrolments')
    .leftJoin('programs', 'programs.id', 'enrolments.program')
    .leftJoin('teams', 'teams.slug', 'programs.repliesTo')
    .select(['enrolments.id', 'enrolments.state', 'teams.id as teamId'])
    .where('leadId', '=', leadId)
    .orderBy(sql`enrolments.state in ${living} and enrolments.lane is null`, 'desc')
    .orderBy('startAt', 'desc')
    .limit(1)
    .executeTakeFirst();
  const work = await db
    .selectFrom('tasks')
    .select(['kind', 'teamId', 'assigneeId'])
    .where('leadId', '=', leadId)
    .where('state', '=', 'open')
    .where('kind', 'in', programTaskKinds)
    .orderBy('openedAt', 'desc')
    .limit(1)
    .executeTakeFirst();
  const owner = await db
    .selectFrom('leads')
    .innerJoin('accounts', 'accounts.id', 'leads.accountId')
    .innerJoin('reps', 'reps.id', 'accounts.ownerId')
    .where('leads.id', '=', leadId)
    .where('reps.active', '=', true)
    .select(['reps.teamId', 'reps.id'])
    .executeTakeFirst();
  return { enrolment, work, owner };
}
