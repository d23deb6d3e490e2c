import { sql } from 'kysely';
import type { Instant } from '../../domain/time/clock.ts';
import type { Db } from '../database.ts';
import { consentsJson, suppressionsJson } from '../contact/permissions.ts';
import { statesIn, touchStates } from '../../domain/contact/touch-states.ts';

/** The engagement behind a task about a reply. In this form, the index on `words` is used. */
const repliedBy = sql<string>`case when tasks.key ~ '^reply/[0-9a-f-]{36}$' then substring(tasks.key from 7)::uuid end`;

/** Open tasks as their assignees see them, by due date. Everyone in a team sees its unassigned tasks. */
export async function openTasks(db: Db, of: { repId?: string; teamId?: string; taskId?: string }) {
  const rows = await db
    .selectFrom('tasks')
    .innerJoin('leads', 'leads.id', 'tasks.leadId')
    .innerJoin('teams', 'teams.id', 'tasks.teamId')
    .leftJoin('accounts', 'accounts.id', 'tasks.accountId')
    .leftJoin('scores', 'scores.leadId', 'tasks.leadId')
    .leftJoin('reps', 'reps.id', 'tasks.assigneeId')
    .leftJoin('words', (join) => join.on('words.engagementId', '=', repliedBy))
    .leftJoin('opportunities as deal', (join) => join.onRef('deal.taskId', '=', 'tasks.id').on('deal.closedAt', 'is', null))
    .where('tasks.state', '=', 'open')
    .$if(of.repId !== undefined, (query) => query.where(isFor(of.repId ?? '')))
    .$if(of.teamId !== undefined, (query) => query.where('tasks.teamId', '=', of.teamId ?? ''))
    .$if(of.taskId !== undefined, (query) => query.where('tasks.id', '=', of.taskId ?? ''))
    .select(['tasks.id', 'tasks.kind', 'tasks.leadId', 'tasks.because', 'tasks.trigger', 'tasks.attempts', 'tasks.openedAt'])
    .select([
      'tasks.sla',
      'tasks.clockFrom',
      'tasks.dueAt',
      'tasks.round',
      'tasks.targetAt',
      'tasks.giveUpAt',
      'tasks.firstAttemptAt',
      'tasks.firstContactAt',
    ])
    .select(['teams.slug as team', 'tasks.assigneeId', 'reps.name as assignee'])
    .select(
      sql<
        string | null
      >`(select because from assignments where task_id = tasks.id order by at desc, because <> tasks.because desc, id desc limit 1)`.as(
        'given',
      ),
    )
    .select([
      'leads.firstName',
      'leads.lastName',
      'leads.title',
      'leads.email',
      'leads.phone',
      'leads.zone',
      'leads.stage',
      'leads.fields',
    ])
    .select([consentsJson.as('consents'), suppressionsJson().as('suppressions')])
    .select(['leads.persona', 'accounts.name as company', 'accounts.id as accountId', 'scores.fit', 'scores.interest'])
    .select(['words.subject', 'words.body'])
    .select(['deal.amount', 'deal.closeAt', 'deal.nextStep', 'deal.stageChangedAt'])
    .orderBy(sql`tasks.due_at nulls last`)
    .orderBy('tasks.id')
    .execute();
  return rows;
}

const isFor = (repId: string) => sql<boolean>`(tasks.assignee_id = ${repId} or (tasks.assignee_id is null
  and tasks.team_id = (select team_id from reps where id = ${repId})))`;

export type OpenTask = Awaited<ReturnType<typeof openTasks>>[number];

/** Everything that was sent to some leads, latest first, and how they reacted. */
export async function sentTo(db: Db, leadIds: readonly string[]) {
  if (leadIds.length === 0) return [];
  return await db
    .selectFrom('touches')
    .leftJoin('contentVersions', 'contentVersions.hash', 'touches.version')
    .where('touches.leadId', 'in', leadIds)
    .where('touches.state', 'in', statesIn(touchStates, 'sent'))
    .select(['touches.leadId', 'touches.key', 'touches.content', 'touches.sentAt', 'contentVersions.subject'])
    .select(
      sql<
        string[]
      >`coalesce((select array_agg(distinct e.kind) from engagements as e where e.touch_key = touches.key and e.human), '{}')`.as(
        'reactions',
      ),
    )
    .orderBy('touches.sentAt', 'desc')
    .execute();
}

/** The SLA rungs that some tasks reached. */
export async function rungsReached(db: Db, taskIds: readonly string[]) {
  if (taskIds.length === 0) return [];
  return await db
    .selectFrom('slaEvents')
    .where('taskId', 'in', taskIds)
    .select(['taskId', 'round', 'rung', 'sla', 'mode', 'dueAt', 'at'])
    .orderBy('at')
    .execute();
}

/** What is needed to report about a task. */
export async function taskRef(db: Db, taskId: string) {
  return await db
    .selectFrom('tasks')
    .select(['id', 'leadId', 'kind', 'state', 'assigneeId', 'teamId', 'outcome'])
    .where('id', '=', taskId)
    .executeTakeFirst();
}

/** The names of some reps, by id. */
export async function repNames(db: Db, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  if (ids.length === 0) return new Map();
  const rows = await db
    .selectFrom('reps')
    .select(['id', 'name'])
    .where(sql<string>`id::text`, 'in', ids)
    .execute();
  return new Map(rows.map(({ id, name }) => [id, name]));
}

/** Overdue tasks awaiting a manager's decision, oldest first; all teams if `teamId` is undefined. */
export async function waitingForDecision(db: Db, teamId: string | undefined): Promise<{ taskId: string; since: Instant }[]> {
  const rows = await db
    .selectFrom('tasks')
    .where('state', '=', 'open')
    .where('sla', '=', 'managerDecision')
    .$if(teamId !== undefined, (query) => query.where('teamId', '=', teamId ?? ''))
    .select(['id as taskId', 'clockFrom'])
    .orderBy('clockFrom')
    .execute();
  return rows.map(({ taskId, clockFrom }) => ({ taskId, since: clockFrom.getTime() }));
}

export interface Rep {
  readonly id: string;
  readonly teamId: string;
  readonly name: string;
  /** Whether they are still with the company. */
  readonly active: boolean;
}

export const repById = (db: Db, id: string): Promise<Rep | undefined> =>
  db.selectFrom('reps').select(['id', 'teamId', 'name', 'active']).where('id', '=', id).executeTakeFirst();
