import { sql } from 'kysely';
import type { Instant } from '../domain/clock.ts';
import { dateOf, dayAt } from '../domain/local-time.ts';
import type { Db } from './database.ts';
import { tellOfTask } from './give-task.ts';
import { movedClock } from './sla-clock.ts';
import { rungsOf } from './sla-events.ts';
import { lockTaskIfThere, type TaskAndTeam } from './task-and-team.ts';
import { insertTask, type TaskRow } from './tasks.ts';
import { operationsTeam } from './teams.ts';

const AT_ONCE = 100;

/**
 * Moves the rungs of clocks that run when hours, holidays, absences or the assignee have changed (triggers have marked them),
 * and tells their leads. Where hours are broken, so that no clock runs, operations hear of it.
 * @returns how many tasks it looked at
 */
export async function moveClocks(db: Db, newId: () => string, at: Instant): Promise<number> {
  const marked = await db
    .selectFrom('tasks')
    .select('id')
    .where('clockOutdated', '=', true)
    .orderBy('id')
    .limit(AT_ONCE)
    .execute();
  for (const { id } of marked)
    await db.transaction().execute(async (trx) => {
      const locked = await lockTaskIfThere(trx, id);
      if (locked?.task.clockOutdated) await moveClock(trx, newId, locked, at);
    });
  return marked.length;
}

async function moveClock(trx: Db, newId: () => string, locked: TaskAndTeam, at: Instant): Promise<void> {
  const { task } = locked;
  await trx.updateTable('tasks').set({ clockOutdated: false }).where('id', '=', task.id).execute();
  if (task.state !== 'open' || task.sla === null || task.clockStoppedAt !== null) return;
  const clock = await movedClock(trx, locked, at);
  if (!clock) return await tellOperations(trx, newId, locked, at);
  const climbed = await rungsOf(trx, task.id, task.round);
  const next = clock.rungs.find(({ rung }) => !climbed.includes(rung));
  if (!next) return;
  await trx
    .updateTable('tasks')
    .set({ dueAt: new Date(next.at) })
    .where('id', '=', task.id)
    .execute();
  await tellOfTask(trx, newId, task, { at, clock });
}

/** One task a day for each team whose hours are broken. Its leads go on, but nobody is reminded of them. */
async function tellOperations(trx: Db, newId: () => string, { task, team }: TaskAndTeam, at: Instant): Promise<void> {
  const operations = await operationsTeam(trx);
  if (!operations) return;
  const { teamId, managerId } = await placeIn(trx, operations.slug);
  await insertTask(trx, {
    ...pick(task),
    id: newId(),
    key: `hours/${team.id}/${dateOf(dayAt('UTC', at))}`,
    kind: 'operations',
    teamId,
    assigneeId: managerId,
    sla: null,
    because: `the hours of ${team.slug} are broken: no clock runs on its tasks`,
    clockFrom: at,
    dueAt: undefined,
    openedAt: at,
  });
}

const pick = ({ leadId, accountId, enrolmentId }: TaskRow) => ({ leadId, accountId, enrolmentId });

async function placeIn(trx: Db, slug: string): Promise<{ teamId: string; managerId: string | null }> {
  const { rows } = await sql<{ teamId: string; managerId: string | null }>`
    select id as team_id,
      (select id from reps where team_id = teams.id and role = 'manager' and active order by id limit 1) as manager_id
    from teams where slug = ${slug}`.execute(trx);
  return rows[0]!;
}
