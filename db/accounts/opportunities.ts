import { sql, type RawBuilder, type Selectable } from 'kysely';
import type { DealResult } from '../../domain/sales/deal-results.ts';
import type { Instant } from '../../domain/time/clock.ts';
import type { Db, Trx } from '../database.ts';
import { intoLeadEvents } from '../leads/lead-events.ts';
import type { DB } from '../schema.gen.ts';

export type DealRow = Selectable<DB['opportunities']>;

/** What can change in a deal. */
export interface DealFacts {
  readonly amount: number;
  readonly currency: string;
  /** A stage of the policy. */
  readonly stage: string;
  readonly closeAt: Instant;
  readonly nextStep: string;
}

export interface NewDeal extends DealFacts {
  readonly id: string;
  readonly leadId: string;
  readonly accountId: string | null;
  readonly ownerId: string;
  /** The task of the salesperson who reported it; null if another system did. */
  readonly taskId: string | null;
  /** The id that another system has for it. */
  readonly externalId: string | null;
}

export const insertDeal = (trx: Trx, { closeAt, ...deal }: NewDeal, at: Instant): Promise<unknown> =>
  trx
    .insertInto('opportunities')
    .values({ ...deal, closeAt: new Date(closeAt), stageChangedAt: new Date(at), openedAt: new Date(at) })
    .execute();

interface DealChange extends Partial<DealFacts> {
  readonly externalId?: string | undefined;
  readonly taskId?: string | undefined;
}

/** Changes a deal. @param movedAt when its stage moved; undefined if it did not */
export const updateDeal = (trx: Trx, id: string, { closeAt, ...change }: DealChange, movedAt?: Instant): Promise<unknown> =>
  trx
    .updateTable('opportunities')
    .set({
      ...change,
      closeAt: closeAt === undefined ? undefined : new Date(closeAt),
      stageChangedAt: movedAt === undefined ? undefined : new Date(movedAt),
    })
    .where('id', '=', id)
    .execute();

interface OfLead {
  readonly id: string;
  readonly leadId: string;
}

/** The deal that a task is about, or an open one of its lead that no task is about yet. The caller must lock the task. */
export const dealOfTask = (trx: Trx, { id, leadId }: OfLead): Promise<DealRow | undefined> =>
  trx
    .selectFrom('opportunities')
    .selectAll()
    .where((eb) =>
      eb.or([eb('taskId', '=', id), eb.and([eb('leadId', '=', leadId), eb('taskId', 'is', null), eb('closedAt', 'is', null)])]),
    )
    .orderBy(sql`task_id nulls last`)
    .orderBy('openedAt')
    .orderBy('id')
    .limit(1)
    .executeTakeFirst();

type DealBy = { readonly id: string } | { readonly externalId: string };

/** A deal by its id, or by the id that another system has for it. */
export const dealBy = (db: Db, by: DealBy): Promise<DealRow | undefined> =>
  db
    .selectFrom('opportunities')
    .selectAll()
    .where((eb) => ('id' in by ? eb('id', '=', by.id) : eb('externalId', '=', by.externalId)))
    .executeTakeFirst();

/** A deal, locked until the transaction ends. Its task is locked first, if it has one. */
export const lockDeal = (trx: Trx, id: string): Promise<DealRow | undefined> =>
  trx.selectFrom('opportunities').selectAll().where('id', '=', id).forUpdate().executeTakeFirst();

/** Gives the open opportunity of a task to a rep. */
export const setDealOwner = (db: Db, taskId: string, ownerId: string, at: Instant): Promise<unknown> =>
  giveDeals(db, sql`deal.task_id = ${taskId}`, ownerId, { at });

interface When {
  readonly at: Instant;
  /** The name of the person who did it. */
  readonly by?: string | undefined;
}

/** Gives the open opportunities (`deal`) that match a condition to a rep. */
export const giveDeals = (db: Db, which: RawBuilder<unknown>, ownerId: string, { at, by }: When): Promise<unknown> =>
  sql`
    with given as (
      update opportunities as deal set owner_id = ${ownerId} from reps
      where reps.id = deal.owner_id and (${which}) and deal.closed_at is null and deal.owner_id <> ${ownerId}
      returning deal.lead_id, deal.amount, deal.currency, reps.name as had
    )
    ${intoLeadEvents}
    select lead_id, ${new Date(at)}::timestamptz, 'dealPassedOn', ${by ?? null}::text, jsonb_build_object('amount', amount,
      'currency', currency, 'had', had, 'owner', (select name from reps where id = ${ownerId})) from given`.execute(db);

/** Closes the open deal that a task is about. A deal that another system has told of, and that no task is about, stays open. */
export const closeDealOfTask = (trx: Trx, { id, leadId }: OfLead, result: DealResult, at: Instant): Promise<unknown> =>
  closeDeals(trx, sql`deal.lead_id = ${leadId} and deal.task_id = ${id}`, result, { at });

/** Closes the deal whose end is reported on a task: the task's own or, if it never had one, the only open one of its lead. */
export const closeDealMeant = (trx: Trx, { id, leadId }: OfLead, result: DealResult, at: Instant): Promise<unknown> =>
  closeDeals(
    trx,
    sql`deal.lead_id = ${leadId} and (deal.task_id = ${id} or not exists (select from opportunities as other
      where other.lead_id = ${leadId} and other.id <> deal.id and (other.task_id = ${id} or other.closed_at is null)))`,
    result,
    { at },
  );

/** Closes the open opportunities (`deal`) that match a condition. */
export const closeDeals = (db: Db, which: RawBuilder<unknown>, result: DealResult, { at, by }: When): Promise<unknown> =>
  sql`
    with closed as (
      update opportunities as deal set result = ${result}, closed_at = ${new Date(at)} where (${which}) and closed_at is null returning *
    )
    ${intoLeadEvents}
    select lead_id, closed_at, 'dealClosed', ${by ?? null}::text,
      jsonb_build_object('amount', amount, 'currency', currency, 'result', result, 'owner', reps.name)
    from closed left join reps on reps.id = owner_id`.execute(db);

/** Opens the deals of a lead again that ended, without a result, at an instant. */
export const reopenDeals = (trx: Trx, leadId: string, closedAt: Date): Promise<unknown> =>
  trx
    .updateTable('opportunities')
    .set({ result: null, closedAt: null })
    .where('leadId', '=', leadId)
    .where('result', '=', 'recycled')
    .where('closedAt', '=', closedAt)
    .execute();

/** The open deals of reps of a team who have left; deals with an open task follow their task. */
export const dealsLeftBehind = (db: Db, teamId: string): Promise<{ id: string; leadId: string; ownerId: string }[]> =>
  db
    .selectFrom('opportunities')
    .innerJoin('reps', 'reps.id', 'ownerId')
    .where('reps.teamId', '=', teamId)
    .where('active', '=', false)
    .where('closedAt', 'is', null)
    .where((eb) =>
      eb.not(eb.exists(eb.selectFrom('tasks').whereRef('tasks.id', '=', 'opportunities.taskId').where('state', '=', 'open'))),
    )
    .select(['opportunities.id', 'leadId', 'ownerId'])
    .orderBy('opportunities.id')
    .execute();

/** Whether somebody has an open deal with a lead. */
export const hasOpenDeal = async (db: Db, leadId: string): Promise<boolean> =>
  (await db
    .selectFrom('opportunities')
    .select('id')
    .where('leadId', '=', leadId)
    .where('closedAt', 'is', null)
    .limit(1)
    .executeTakeFirst()) !== undefined;

interface Worked {
  readonly leadId: string;
  readonly accountId: string | null;
  readonly assigneeId: string | null;
}

/** Whether the assignee of a task owns an open deal with the lead, or with its company. */
export async function ownsDeal(db: Db, { leadId, accountId, assigneeId }: Worked): Promise<boolean> {
  const deal = await db
    .selectFrom('opportunities')
    .select('id')
    .where('closedAt', 'is', null)
    .where('ownerId', '=', assigneeId)
    .where((eb) => eb.or([eb('leadId', '=', leadId), eb('accountId', '=', accountId)]))
    .limit(1)
    .executeTakeFirst();
  return deal !== undefined;
}
