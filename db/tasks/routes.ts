import type { Db } from '../database.ts';

/** The open tasks of a lead, each with who got it and why, oldest first. */
export async function routesOf(db: Db, leadId: string) {
  const rows = await db
    .selectFrom('tasks')
    .innerJoin('teams', 'teams.id', 'tasks.teamId')
    .innerJoin('assignments', 'assignments.taskId', 'tasks.id')
    .where('tasks.leadId', '=', leadId)
    .where('tasks.state', '=', 'open')
    .select(['tasks.id', 'tasks.kind', 'teams.slug as team', 'tasks.dueAt'])
    .select(['assignments.at', 'assignments.repName as rep', 'assignments.because'])
    .orderBy('tasks.id')
    .orderBy('assignments.at')
    .orderBy('assignments.opens', 'desc')
    .orderBy('assignments.id')
    .execute();
  return [...Map.groupBy(rows, ({ id }) => id).values()].map(([task, ...rest]) => {
    const { id, kind, team, dueAt } = task!;
    return {
      id,
      kind,
      team,
      dueAt: dueAt?.getTime(),
      route: [task!, ...rest].map(({ at, rep, because }) => ({ at: at.getTime(), rep, because })),
    };
  });
}
