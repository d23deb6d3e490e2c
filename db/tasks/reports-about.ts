import type { Db } from '../database.ts';

/** What reps reported about a lead, in all of its tasks, newest first; what no longer applied, or was taken back, is left out. */
export const reportsAbout = (db: Db, leadId: string) =>
  db
    .selectFrom('dispositions')
    .innerJoin('tasks', 'tasks.id', 'dispositions.taskId')
    .where('tasks.leadId', '=', leadId)
    .where('dispositions.state', 'not in', ['rejected', 'takenBack'])
    .select(['dispositions.taskId', 'tasks.kind', 'tasks.openedAt', 'dispositions.at', 'dispositions.repName as by'])
    .select(['dispositions.disposition', 'dispositions.reason', 'dispositions.details'])
    .orderBy('dispositions.at', 'desc')
    .orderBy('dispositions.id', 'desc')
    .execute();

export type ReportRow = Awaited<ReturnType<typeof reportsAbout>>[number];
