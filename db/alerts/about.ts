import { sql } from 'kysely';
import { salesTaskKinds } from '../../domain/sales/task-kinds.ts';
import { suppressionsJson } from '../contact/permissions.ts';
import type { Db } from '../database.ts';
import { listed } from '../states.ts';

/** What an alert says: to whom, about which lead and task. The lead's words are their latest, by email or in a form. */
export const aboutAlert = (db: Db, id: string) =>
  db
    .selectFrom('alerts')
    .innerJoin('tasks', 'tasks.id', 'alerts.taskId')
    .innerJoin('leads', 'leads.id', 'tasks.leadId')
    .innerJoin('reps', 'reps.id', 'alerts.repId')
    .innerJoin('teams', 'teams.id', 'reps.teamId')
    .leftJoin('accounts', 'accounts.id', 'tasks.accountId')
    .leftJoin('reps as assignees', 'assignees.id', 'tasks.assigneeId')
    .where('alerts.id', '=', id)
    .select(['alerts.kind', 'alerts.at', 'alerts.repId', 'reps.name as rep', 'reps.email as address', 'alerts.taskId'])
    .select(['tasks.kind as taskKind', 'tasks.because', 'tasks.trigger', 'tasks.dueAt', 'tasks.attempts', 'tasks.leadId'])
    .select(['leads.firstName', 'leads.lastName', 'leads.title', 'leads.email', 'leads.phone', 'leads.zone'])
    .select([
      'accounts.name as company',
      'assignees.name as assignee',
      'teams.id as teamId',
      'teams.name as team',
      'teams.slug',
      'teams.slaMode',
      'teams.slaModes',
    ])
    .select('teams.calendar')
    .select((eb) => [
      eb
        .selectFrom('engagements as act')
        .whereRef('act.leadId', '=', 'tasks.leadId')
        .where('act.human', '=', true)
        .whereRef('act.at', '<=', 'alerts.at')
        .select('act.kind')
        .orderBy('act.at', 'desc')
        .limit(1)
        .as('lastAct'),
      suppressionsJson().as('suppressions'),
      // The rep who takes over the lead needs the meeting that the SDR agreed.
      sql<
        string | null
      >`(select details ->> 'meetingAt' from dispositions join tasks as earlier on earlier.id = dispositions.task_id
        where earlier.lead_id = tasks.lead_id and tasks.kind in ${listed(salesTaskKinds)} and dispositions.state = 'applied'
          and details ->> 'meetingAt' is not null order by dispositions.at desc limit 1)`.as('meetingAt'),
      sql<string | null>`(select reason from transitions where lead_id = tasks.lead_id and kind = 'stage' and "to" = 'recycled'
        order by at desc, visit desc, n desc limit 1)`.as('wayBack'),
      eb
        .selectFrom('assignments')
        .whereRef('assignments.taskId', '=', 'tasks.id')
        .where('opens', '=', false)
        .whereRef('assignments.at', '<=', 'alerts.at')
        .select('assignments.because')
        .orderBy('assignments.at', 'desc')
        .limit(1)
        .as('assignedBecause'),
      sql<string | null>`(select body from words join engagements as said on said.id = words.engagement_id
        where said.lead_id = tasks.lead_id order by said.at desc limit 1)`.as('words'),
      sql<string | null>`(select subject from words join engagements as said on said.id = words.engagement_id
        where said.lead_id = tasks.lead_id order by said.at desc limit 1)`.as('subject'),
    ])
    .executeTakeFirst();

export type AboutAlert = NonNullable<Awaited<ReturnType<typeof aboutAlert>>>;

/** Who gets an alert that is about no task. */
export const aboutReport = (db: Db, id: string) =>
  db
    .selectFrom('alerts')
    .innerJoin('reps', 'reps.id', 'alerts.repId')
    .innerJoin('teams', 'teams.id', 'reps.teamId')
    .where('alerts.id', '=', id)
    .where('alerts.taskId', 'is', null)
    .select(['alerts.kind', 'alerts.repId', 'reps.name as rep', 'reps.email as address'])
    .select(['teams.id as teamId', 'teams.name as team', 'teams.slug', 'teams.slaMode', 'teams.slaModes', 'teams.calendar'])
    .executeTakeFirst();

export type AboutReport = NonNullable<Awaited<ReturnType<typeof aboutReport>>>;

/** The task of a link in an alert, and whose alert it is. @param taskId one of several that the alert is about */
export const taskOfAlert = (db: Db, id: string, taskId?: string) =>
  db
    .selectFrom('alerts')
    .innerJoin('reps', 'reps.id', 'alerts.repId')
    .innerJoin('tasks', (join) =>
      taskId === undefined ? join.onRef('tasks.id', '=', 'alerts.taskId') : join.on('tasks.id', '=', taskId),
    )
    .where('alerts.id', '=', id)
    .select(['tasks.id as taskId', 'tasks.state', 'tasks.outcome', 'tasks.leadId', 'reps.active'])
    .executeTakeFirst();
