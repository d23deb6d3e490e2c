import { sql, type Selectable } from 'kysely';
import type { SavedFields } from '../../domain/people/lead-fields.ts';
import type { Persona, Seniority } from '../../domain/people/persona.ts';
import type { Instant } from '../../domain/time/clock.ts';
import type { SlaId } from '../../domain/sales/sla.ts';
import { sdrTaskKinds, taskKinds } from '../../domain/sales/task-kinds.ts';
import { recordAssignment } from './assignments.ts';
import type { Db, Trx } from '../database.ts';
import { idOf } from '../id-of.ts';
import { recordEvent, taskClosedEvents } from '../leads/lead-events.ts';
import type { DB } from '../schema.gen.ts';

export type TaskRow = Selectable<DB['tasks']>;

/** Whether a lead waits on a task in its program. */
export const isOfProgram = ({ kind }: Pick<TaskRow, 'kind'>): boolean => taskKinds[kind].ofProgram === true;

/** What routing must know of the lead and its company. */
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
  /** The rep who has an open call task with somebody else at the account. */
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
  readonly trigger?: { readonly kind: string; readonly at: Instant };
  /** While it is open, marketing sends the lead nothing. */
  readonly holdsMarketing?: boolean;
  /** Reps who must not get it. */
  readonly exclude?: readonly string[];
};

/** Adds an open task. @returns whether it is new: a task with this key may be there already */
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

/** Starts the next clock of a task. The clock's start is kept, so that its rungs can be computed again. */
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
      // Without an instant its hours are broken: somebody has to hear of it.
      clockOutdated: clock.dueAt === undefined,
      clockMoved: false,
      dueAt: clock.dueAt === undefined ? null : new Date(clock.dueAt),
    })
    .where('id', '=', id)
    .execute();

/** Closes an open task; one that is closed stays as it is. @returns whether it was open */
export async function closeTask(db: Db, id: string, state: 'done' | 'cancelled', outcome: string, at: Instant): Promise<boolean> {
  const { numAffectedRows = 0n } = await sql`
    with closed as (
      update tasks set state = ${state}, outcome = ${outcome}, closed_at = ${new Date(at)} where id = ${id} and state = 'open' returning *
    ) ${taskClosedEvents('closed')}`.execute(db);
  return numAffectedRows > 0n;
}

/** Counts what a rep did as an attempt; the first attempt and the first contact are kept. @returns the attempts so far */
export async function attempted(
  db: Db,
  id: string,
  at: Instant,
  contact: boolean,
): Promise<{ attempts: number; firstAttemptAt: Instant }> {
  const when = new Date(at);
  const row = await db
    .updateTable('tasks')
    .set((eb) => ({
      attempts: eb('attempts', '+', 1),
      firstAttemptAt: eb.fn.coalesce('firstAttemptAt', eb.val(when)),
      ...(contact && { firstContactAt: eb.fn.coalesce('firstContactAt', eb.val(when)) }),
    }))
    .where('id', '=', id)
    .returning(['attempts', 'firstAttemptAt'])
    .executeTakeFirstOrThrow();
  return { attempts: row.attempts, firstAttemptAt: (row.firstAttemptAt ?? when).getTime() };
}

/** An open task waits for its next attempt, which no clock measures. */
export const waitForAttempt = (db: Db, id: string, dueAt: Instant, clockStoppedAt: Instant): Promise<unknown> =>
  db
    .updateTable('tasks')
    .set({ dueAt: new Date(dueAt), clockStoppedAt: new Date(clockStoppedAt) })
    .where('id', '=', id)
    .execute();

/** An open task becomes one of another kind. */
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
