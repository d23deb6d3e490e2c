import { sql } from 'kysely';
import type { Db } from '../database.ts';
import { consentsJson, suppressionsJson } from '../contact/permissions.ts';

/** SQL: why the assignee of a task got it, last of all. */
const given = sql<
  string | null
>`(select because from assignments where task_id = tasks.id order by at desc, opens, id desc limit 1)`;

/** A task, open or closed, with its lead, its team and its assignee. */
export const sheetRow = (db: Db, taskId: string) =>
  db
    .selectFrom('tasks')
    .innerJoin('leads', 'leads.id', 'tasks.leadId')
    .innerJoin('teams', 'teams.id', 'tasks.teamId')
    .leftJoin('accounts', 'accounts.id', 'leads.accountId')
    .leftJoin('reps', 'reps.id', 'tasks.assigneeId')
    .where('tasks.id', '=', taskId)
    .selectAll('tasks')
    .select([
      'teams.slug as team',
      'teams.calendar',
      'teams.slaMode',
      'teams.slaModes',
      'reps.name as assignee',
      given.as('given'),
    ])
    .select(['leads.firstName', 'leads.lastName', 'leads.title', 'leads.email', 'leads.phone', 'leads.zone', 'leads.stage'])
    .select(['leads.persona', 'leads.fields', 'leads.accountId as companyId', 'accounts.name as company'])
    .select([consentsJson.as('consents'), suppressionsJson().as('suppressions')])
    .executeTakeFirst();

export type SheetRow = NonNullable<Awaited<ReturnType<typeof sheetRow>>>;
