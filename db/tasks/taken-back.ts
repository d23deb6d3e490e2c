import { sql } from 'kysely';
import type { WayBack } from '../../domain/lead/way-back.ts';
import type { Instant } from '../../domain/time/clock.ts';
import type { DispositionState } from '../columns.ts';
import type { Db, Trx } from '../database.ts';
import type { RowChange } from '../undo/row-changes.ts';
import { programTaskKinds } from '../../domain/sales/task-kinds.ts';
import { listed, possiblySent } from '../states.ts';

/** What it takes to take a report back. */
export interface ReportUndo {
  readonly changes: readonly RowChange[];
  /** Since when the lead had been in its stage, as Postgres writes it. */
  readonly stageAt: string;
  /** The lead's interest, and a hash of the acts that it came from. */
  readonly interest: { readonly acts: string; readonly rows: readonly RowChange[] };
  readonly wayBack?: WayBack;
  /** The enrolment that the lead was in; missing if it was in none. */
  readonly enrolmentId?: string;
}

export const saveUndo = (trx: Trx, id: string, undo: ReportUndo): Promise<unknown> =>
  trx
    .updateTable('dispositions')
    .set({ undo: JSON.stringify(undo) })
    .where('id', '=', id)
    .execute();

/** A report that somebody wants to take back. */
export interface ReportToUndo {
  readonly id: string;
  readonly taskId: string;
  readonly leadId: string;
  readonly repId: string;
  readonly repName: string | null;
  readonly disposition: string;
  readonly state: DispositionState;
  readonly at: Date;
  /** In the order in which reports came. */
  readonly n: string;
  readonly undo: ReportUndo | null;
}

const reports = (db: Db) =>
  db
    .selectFrom('dispositions')
    .innerJoin('tasks', 'tasks.id', 'dispositions.taskId')
    .select([
      'dispositions.id',
      'taskId',
      'tasks.leadId',
      'repId',
      'repName',
      'disposition',
      'dispositions.state',
      'dispositions.at',
      'dispositions.n',
    ])
    .select(sql<ReportUndo | null>`dispositions.undo`.as('undo'));

export const reportToUndo = (db: Db, id: string): Promise<ReportToUndo | undefined> =>
  reports(db).where('dispositions.id', '=', id).executeTakeFirst();

/** The latest report about a task that was applied. */
export const latestReportOf = (db: Db, taskId: string): Promise<ReportToUndo | undefined> =>
  reports(db)
    .where('taskId', '=', taskId)
    .where('dispositions.state', '=', 'applied')
    .orderBy('dispositions.n', 'desc')
    .executeTakeFirst();

/** The latest applied report about a lead after this one: about the same task, or about any that a program waits for. */
export async function laterReport(db: Db, { leadId, taskId, n }: ReportToUndo): Promise<ReportToUndo | undefined> {
  return await reports(db)
    .where('tasks.leadId', '=', leadId)
    .where('dispositions.state', '=', 'applied')
    .where('dispositions.n', '>', n)
    .where((eb) => eb.or([eb('taskId', '=', taskId), eb('tasks.kind', 'in', programTaskKinds)]))
    .orderBy('dispositions.n', 'desc')
    .executeTakeFirst();
}

/** Marks an applied report as taken back. @returns whether it was applied until now */
export async function markTakenBack(trx: Trx, id: string, at: Instant): Promise<boolean> {
  const { numUpdatedRows } = await trx
    .updateTable('dispositions')
    .set({ state: 'takenBack', takenBackAt: new Date(at) })
    .where('id', '=', id)
    .where('state', '=', 'applied')
    .executeTakeFirstOrThrow();
  return numUpdatedRows > 0n;
}

/** The open tasks of a program about a lead that were opened after an instant, without one. */
export async function openedSince(db: Db, leadId: string, since: Date, except: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from tasks where lead_id = ${leadId} and id <> ${except} and state = 'open' and opened_at >= ${since}
      and kind in ${listed(programTaskKinds)}`.execute(db);
  return rows.map(({ id }) => id);
}

/** What a lead has got, or may have got, since an instant: nobody can take that back. */
export async function sentSince(db: Db, leadId: string, since: Date): Promise<{ content: string; channel: string; at: Date }[]> {
  const { rows } = await sql<{ content: string; channel: string; at: Date }>`
    select content, channel, sent_at as at from touches
    where lead_id = ${leadId} and state in ${possiblySent} and sent_at >= ${since} order by sent_at`.execute(db);
  return rows;
}

/** The addresses of the people whom the lead named in a report. */
export async function namedAt(db: Db, leadId: string, at: Date): Promise<string[]> {
  const { rows } = await sql<{ email: string }>`
    select data ->> 'to' as email from lead_events where lead_id = ${leadId} and kind = 'referred' and at = ${at}`.execute(db);
  return rows.map(({ email }) => email);
}
