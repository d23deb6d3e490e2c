import { sql, type RawBuilder } from 'kysely';
import type { Instant } from '../../domain/time/clock.ts';
import { suppressionsJson } from '../contact/permissions.ts';
import type { Db } from '../database.ts';

/** Which tasks a list shows: those for a rep, of somebody, of a team, about a lead, or all. */
export interface TaskFilter {
  /** Their own tasks, and those of their team that nobody has. */
  readonly repId?: string | undefined;
  /** Those that somebody has; null: those that nobody has. */
  readonly assigneeId?: string | null | undefined;
  readonly teamId?: string | undefined;
  readonly leadId?: string | undefined;
  readonly state: 'open' | 'toDecide' | 'closed';
  /** Those that are due by then. A task that waits for a decision is due for the manager, not for the rep who has it. */
  readonly dueBy?: Instant | undefined;
  /** Those whose latest report is one of these dispositions. */
  readonly reported?: readonly string[] | undefined;
}

export interface TaskPage {
  readonly sort?: TaskSort | undefined;
  /** The id of the last task on the previous page. */
  readonly after?: string | undefined;
  readonly limit: number;
}

/** SQL: what decides the place of a task in a list. */
export const taskSorts = {
  due: { of: `coalesce(due_at, 'infinity')`, direction: 'asc' },
  newest: { of: 'opened_at', direction: 'desc' },
  closed: { of: 'closed_at', direction: 'desc' },
} as const;

export type TaskSort = keyof typeof taskSorts;

/** SQL: what the lead wrote last, from the act that opened the task on. */
const words = sql<string | null>`(select body from words join engagements as act on act.id = words.engagement_id
  where act.lead_id = tasks.lead_id and act.at >= least(tasks.clock_from, tasks.opened_at) order by act.at desc limit 1)`;

/** SQL: the disposition that was reported last. */
const lastReport = sql<string>`(select disposition from dispositions as said where said.task_id = tasks.id
  and said.state = 'applied' order by said.at desc limit 1)`;

const tasksFor = (db: Db, { repId, assigneeId, teamId, leadId, state, dueBy, reported }: TaskFilter) =>
  db
    .selectFrom('tasks')
    .where('tasks.state', state === 'closed' ? '<>' : '=', 'open')
    .$if(state === 'toDecide', (query) => query.where('tasks.sla', '=', 'managerDecision'))
    .$if(repId !== undefined, (query) => query.where(isFor(repId!)))
    .$if(repId !== undefined && dueBy !== undefined, (query) => query.where('tasks.sla', 'is distinct from', 'managerDecision'))
    .$if(assigneeId !== undefined, (query) => query.where('tasks.assigneeId', 'is not distinct from', assigneeId!))
    .$if(teamId !== undefined, (query) => query.where('tasks.teamId', '=', teamId!))
    .$if(leadId !== undefined, (query) => query.where('tasks.leadId', '=', leadId!))
    .$if(dueBy !== undefined, (query) => query.where('tasks.dueAt', '<=', new Date(dueBy!)))
    .$if(reported !== undefined, (query) => query.where(sql<boolean>`${lastReport} = any(${reported!})`));

/** How many tasks a list has. */
export async function countTasks(db: Db, filter: TaskFilter): Promise<number> {
  const { count } = await tasksFor(db, filter)
    .select(sql<number>`count(*)::int`.as('count'))
    .executeTakeFirstOrThrow();
  return count;
}

/** A page of tasks, each on a line: by default those that are due first come first, of closed ones the last. */
export async function listTasks(db: Db, filter: TaskFilter, { sort, after, limit }: TaskPage) {
  const { of, direction } = taskSorts[sort ?? (filter.state === 'closed' ? 'closed' : 'due')];
  return await tasksFor(db, filter)
    .innerJoin('leads', 'leads.id', 'tasks.leadId')
    .innerJoin('teams', 'teams.id', 'tasks.teamId')
    .leftJoin('accounts', 'accounts.id', 'leads.accountId')
    .leftJoin('reps', 'reps.id', 'tasks.assigneeId')
    .$if(after !== undefined, (query) =>
      query.where(
        sql<boolean>`(${sql.raw(of)}, tasks.id) ${sql.raw(direction === 'asc' ? '>' : '<')}
          (select ${sql.raw(of)}, id from tasks as last where last.id = ${after!})`,
      ),
    )
    .select(['tasks.id', 'tasks.kind', 'tasks.state', 'tasks.because', 'tasks.trigger', 'tasks.attempts', 'tasks.openedAt'])
    .select(['tasks.sla', 'tasks.clockFrom', 'tasks.dueAt', 'tasks.closedAt', 'tasks.outcome', 'tasks.assigneeId'])
    .select(['teams.slug as team', 'reps.name as assignee', 'accounts.name as company', words.as('words')])
    .select([
      'leads.id as leadId',
      'leads.firstName',
      'leads.lastName',
      'leads.title',
      'leads.email',
      'leads.phone',
      'leads.zone',
    ])
    .select(['leads.stage', suppressionsJson().as('suppressions')])
    .orderBy(sql.raw(of), direction)
    .orderBy('tasks.id', direction)
    .limit(limit)
    .execute();
}

const isFor = (repId: string) => sql<boolean>`(tasks.assignee_id = ${repId} or (tasks.assignee_id is null
  and tasks.team_id = (select team_id from reps where id = ${repId})))`;

export type TaskRowOfList = Awaited<ReturnType<typeof listTasks>>[number];

/** The reps whom a text names: their id, their address, or their name; if nobody has that name, those with this first name. */
export async function repsNamed(db: Db, text: string) {
  const named = (what: RawBuilder<boolean>) =>
    db.selectFrom('reps').where(what).select(['id', 'name', 'active']).orderBy('active', 'desc').orderBy('id').execute();
  const wanted = text.trim().toLowerCase();
  const exact = await named(sql`${wanted} in (id::text, lower(email), lower(name))`);
  return exact.length > 0 ? exact : await named(sql`lower(split_part(name, ' ', 1)) = ${wanted} and active`);
}
