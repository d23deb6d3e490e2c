import { sql, type Selectable } from 'kysely';
import type { SavedFields } from '../../domain/people/lead-fields.ts';
import type { Persona, Seniority } from '../../domain/people/persona.ts';
import type { Instant } from '../../domain/time/clock.ts';
import type { SlaId } from '../../domain/sales/sla.ts';
import { answerTaskKinds, programTaskKinds, sdrTaskKinds, taskKinds } from '../../domain/sales/task-kinds.ts';
import { recordAssignment } from './assignments.ts';
import type { Db, Trx } from '../database.ts';
import { idOf } from '../id-of.ts';
import { intoLeadEvents, recordEvent, taskClosedEvents } from '../leads/lead-events.ts';
import type { DB } from '../schema.gen.ts';

export type TaskRow = Selectable<DB['tasks']>;

/** Whether a program waits for the task. */
export const isOfProgram = ({ kind }: Pick<TaskRow, 'kind'>): boolean => taskKinds[kind].ofProgram === true;

/** What routing must know about the lead and its company. */
export interface Surroundings {
  readonly accountId: string | null;
  readonly country: string | null;
  readonly persona: Persona;
  readonly seniority: Seniority;
  readonly fields: SavedFields;
  readonly industry: string | null;
  /** Employees of the account. */
  readonly size: number | null;
  readonly region: string | null;
  readonly accountOwnerId: string | null;
  readonly dealOwnerId: string | null;
  /** The rep with an open call task for another lead at the account. */
  readonly workingSdrId: string | null;
}

export const surroundingsOf = (db: Db, leadId: string): Promise<Surroundings | undefined> =>
  db
    .selectFrom('leads')
    .leftJoin('accounts', 'accounts.id', 'leads.accountId')
    .select((eb) => [
      'leads.accountId',
      'leads.country',
      'leads.persona',
      'leads.seniority',
      'leads.fields',
      'accounts.industry',
      'accounts.size',
      'accounts.region',
      'accounts.ownerId as accountOwnerId',
      eb
        .selectFrom('opportunities')
        .select('opportunities.ownerId')
        .whereRef('opportunities.accountId', '=', 'leads.accountId')
        .where('closedAt', 'is', null)
        .orderBy('openedAt')
        .orderBy('opportunities.id')
        .limit(1)
        .as('dealOwnerId'),
      eb
        .selectFrom('tasks')
        .select('assigneeId')
        .whereRef('tasks.accountId', '=', 'leads.accountId')
        .whereRef('tasks.leadId', '<>', 'leads.id')
        .where('kind', 'in', sdrTaskKinds)
        .where('state', '=', 'open')
        .where('assigneeId', 'is not', null)
        .orderBy('openedAt')
        .orderBy('tasks.id')
        .limit(1)
        .as('workingSdrId'),
    ])
    .where('leads.id', '=', leadId)
    .executeTakeFirst();

export const taskByKey = (db: Db, key: string): Promise<TaskRow | undefined> =>
  db.selectFrom('tasks').selectAll().where('key', '=', key).executeTakeFirst();

export const taskById = (db: Db, id: string): Promise<TaskRow | undefined> =>
  db.selectFrom('tasks').selectAll().where('id', '=', id).executeTakeFirst();

/** A task, locked until the transaction ends. */
export const lockTask = (trx: Trx, id: string): Promise<TaskRow | undefined> =>
  trx.selectFrom('tasks').selectAll().where('id', '=', id).forUpdate().executeTakeFirst();

export type NewTask = Pick<
  TaskRow,
  'id' | 'key' | 'leadId' | 'accountId' | 'enrolmentId' | 'kind' | 'teamId' | 'assigneeId' | 'sla' | 'because'
> & {
  readonly clockFrom: Instant;
  readonly dueAt: Instant | undefined;
  readonly openedAt: Instant;
  readonly trigger?: { readonly kind?: string | undefined; readonly at: Instant };
  /** Reps who must not get it. */
  readonly exclude?: readonly string[];
};

/** Inserts an open task. @returns whether it is new; a task with this key may exist */
export async function insertTask(
  db: Db,
  { clockFrom, dueAt, openedAt, trigger, exclude = [], ...task }: NewTask,
): Promise<boolean> {
  const inserted = await db
    .insertInto('tasks')
    .values({
      ...task,
      state: 'open',
      clockFrom: new Date(clockFrom),
      clockOutdated: task.sla !== null && dueAt === undefined,
      dueAt: dueAt === undefined ? null : new Date(dueAt),
      firstSla: task.sla,
      targetAt: dueAt === undefined ? null : new Date(dueAt),
      openedAt: new Date(openedAt),
      trigger: JSON.stringify(trigger ?? {}),
      exclude: [...exclude],
    })
    .onConflict((conflict) => conflict.column('key').doNothing())
    .returning('id')
    .executeTakeFirst();
  if (!inserted) return false;
  const { assigneeId: repId, because } = task;
  await recordAssignment(db, task, { id: idOf(`opened/${task.key}`, openedAt), repId, because, at: openedAt }, true);
  return true;
}

/** Starts the next clock of a task. Its start is saved, so that its rungs can be recomputed. */
export const startRound = (
  db: Db,
  id: string,
  clock: { round: number; sla: SlaId; from: Instant; dueAt: Instant | undefined },
): Promise<unknown> =>
  db
    .updateTable('tasks')
    .set({
      clockStoppedAt: null,
      round: clock.round,
      sla: clock.sla,
      clockFrom: new Date(clock.from),
      // Without an instant, the hours are invalid, and operations must be told.
      clockOutdated: clock.dueAt === undefined,
      clockMoved: false,
      climbsAt: null,
      dueAt: clock.dueAt === undefined ? null : new Date(clock.dueAt),
    })
    .where('id', '=', id)
    .execute();

/** Closes an open task; a closed one remains unchanged. @returns whether it was open */
export async function closeTask(db: Db, id: string, state: 'done' | 'cancelled', outcome: string, at: Instant): Promise<boolean> {
  const { numAffectedRows = 0n } = await sql`
    with closed as (
      update tasks set state = ${state}, outcome = ${outcome}, closed_at = ${new Date(at)} where id = ${id} and state = 'open' returning *
    ) ${taskClosedEvents('closed')}`.execute(db);
  return numAffectedRows > 0n;
}

/** Opens a closed task again. @returns whether it was closed */
export async function reopenTask(
  db: Db,
  id: string,
  { at, by }: { readonly at: Instant; readonly by: string },
): Promise<boolean> {
  const { numAffectedRows = 0n } = await sql`
    with opened as (
      update tasks set state = 'open', outcome = null, closed_at = null where id = ${id} and state <> 'open' returning *
    )
    ${intoLeadEvents}
    select lead_id, ${new Date(at)}::timestamptz, 'taskReopened', ${by}::text, jsonb_build_object('kind', kind) from opened`.execute(
    db,
  );
  return numAffectedRows > 0n;
}

/** Counts an attempt of a rep; the times of the first attempt and the first contact are saved. @returns the attempts so far */
export async function countAttempt(
  db: Db,
  id: string,
  at: Instant,
  contact: boolean,
): Promise<{ attempts: number; firstAttemptAt: Instant; hasSpoken: boolean }> {
  const when = new Date(at);
  const row = await db
    .updateTable('tasks')
    .set((eb) => ({
      attempts: eb('attempts', '+', 1),
      firstAttemptAt: eb.fn.coalesce('firstAttemptAt', eb.val(when)),
      firstContactAt: contact ? eb.fn.coalesce('firstContactAt', eb.val(when)) : undefined,
    }))
    .where('id', '=', id)
    .returning(['attempts', 'firstAttemptAt', 'firstContactAt'])
    .executeTakeFirstOrThrow();
  const { attempts, firstAttemptAt, firstContactAt } = row;
  return { attempts, firstAttemptAt: (firstAttemptAt ?? when).getTime(), hasSpoken: firstContactAt !== null };
}

/** Saves until when the lead of a task must have been reached. */
export const setGiveUp = (db: Db, id: string, giveUpAt: Instant): Promise<unknown> =>
  db
    .updateTable('tasks')
    .set({ giveUpAt: new Date(giveUpAt) })
    .where('id', '=', id)
    .execute();

/** Lets an open task wait for its next attempt, without a clock. */
export const waitForAttempt = (db: Db, id: string, dueAt: Instant, clockStoppedAt: Instant): Promise<unknown> =>
  db
    .updateTable('tasks')
    .set({ dueAt: new Date(dueAt), clockStoppedAt: new Date(clockStoppedAt) })
    .where('id', '=', id)
    .execute();

/** Changes the kind of an open task. */
export async function turnTask(
  trx: Trx,
  { id, leadId, kind: from }: Pick<TaskRow, 'id' | 'leadId' | 'kind'>,
  to: TaskRow['kind'],
  at: Instant,
): Promise<void> {
  if (from === to) return;
  await trx.updateTable('tasks').set({ kind: to }).where('id', '=', id).execute();
  await recordEvent(trx, { leadId, at, kind: 'taskBecame', data: { from, to } });
}

/** Turns the open tasks of one kind of some leads into another kind. */
export const turnTasks = (
  trx: Trx,
  leadIds: readonly string[],
  from: TaskRow['kind'],
  to: TaskRow['kind'],
  at: Instant,
): Promise<unknown> =>
  sql`
    with turned as (
      update tasks set kind = ${to} where lead_id = any(${leadIds}::uuid[]) and kind = ${from} and state = 'open' returning lead_id
    )
    ${intoLeadEvents}
    select lead_id, ${new Date(at)}::timestamptz, 'taskBecame', null,
      jsonb_build_object('from', ${from}::text, 'to', ${to}::text) from turned`.execute(trx);

export const setAssignee = (db: Db, id: string, assigneeId: string | null): Promise<unknown> =>
  db.updateTable('tasks').set({ assigneeId }).where('id', '=', id).execute();

/** Tasks whose clock has to be computed again. */
export async function outdatedClocks(db: Db, limit: number): Promise<string[]> {
  const rows = await db.selectFrom('tasks').select('id').where('clockOutdated', '=', true).orderBy('id').limit(limit).execute();
  return rows.map(({ id }) => id);
}

/** The clock of a task has been checked; its next rung may be due at another time. */
export const clockChecked = (trx: Trx, id: string): Promise<unknown> =>
  trx.updateTable('tasks').set({ clockOutdated: false, climbsAt: null }).where('id', '=', id).execute();

/** Sets when an open task is due. Before anybody has acted on its first clock, this is also its target. */
export const setDue = (trx: Trx, id: string, dueAt: Instant, isTarget = false): Promise<unknown> =>
  trx
    .updateTable('tasks')
    .set({ dueAt: new Date(dueAt), targetAt: isTarget ? new Date(dueAt) : undefined })
    .where('id', '=', id)
    .execute();

/** Saves when the next rung of a task is due that no program waits for; undefined if there is none. */
export const setClimbsAt = (trx: Trx, id: string, at: Instant | undefined): Promise<unknown> =>
  trx
    .updateTable('tasks')
    .set({ climbsAt: at === undefined ? sql<Date>`'infinity'` : new Date(at) })
    .where('id', '=', id)
    .execute();

/** The open tasks about a lead. */
export const openTasksAbout = (db: Db, leadId: string): Promise<Pick<TaskRow, 'id' | 'kind' | 'teamId' | 'assigneeId'>[]> =>
  db
    .selectFrom('tasks')
    .select(['id', 'kind', 'teamId', 'assigneeId'])
    .where('leadId', '=', leadId)
    .where('state', '=', 'open')
    .orderBy('id')
    .execute();

/** The open tasks of a rep, in any team. */
export const openTasksOf = (db: Db, repId: string): Promise<{ id: string; teamId: string }[]> =>
  db
    .selectFrom('tasks')
    .select(['id', 'teamId'])
    .where('assigneeId', '=', repId)
    .where('state', '=', 'open')
    .orderBy('id')
    .execute();

/** The open tasks about a lead that a rep's email to the lead answers: the rep's own, or their team's. */
export async function openTasksToAnswer(
  db: Db,
  leadId: string,
  rep: { readonly id: string; readonly teamId: string },
): Promise<string[]> {
  const open = db
    .selectFrom('tasks')
    .select('id')
    .where('leadId', '=', leadId)
    .where('kind', 'in', answerTaskKinds)
    .where('state', '=', 'open');
  const theirs = open.where((eb) => eb.or([eb('assigneeId', '=', rep.id), eb('teamId', '=', rep.teamId)]));
  return (await theirs.orderBy('openedAt').execute()).map(({ id }) => id);
}

/** The open task of a lead that its program waits for. */
export const programTaskOf = async (db: Db, leadId: string): Promise<string | undefined> =>
  (
    await db
      .selectFrom('tasks')
      .select('id')
      .where('leadId', '=', leadId)
      .where('kind', 'in', programTaskKinds)
      .where('state', '=', 'open')
      .orderBy('openedAt', 'desc')
      .limit(1)
      .executeTakeFirst()
  )?.id;
