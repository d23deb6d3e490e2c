import { sql, type RawBuilder } from 'kysely';
import type { Instant } from '../../domain/time/clock.ts';
import type { Db, Trx } from '../database.ts';
import { intoLeadEvents, recordEvent } from '../leads/lead-events.ts';
import { repNames } from '../tasks/queue.ts';

export interface Opportunity {
  readonly id: string;
  readonly leadId: string;
  readonly accountId: string | null;
  readonly ownerId: string;
  readonly taskId: string;
  readonly amount: number;
  readonly closeAt: Instant;
  readonly nextStep: string;
}

/** Opens the opportunity of a task, or changes it if it exists; its stage then counts as changed. The caller must lock the task. */
export async function upsertOpportunity(trx: Trx, { closeAt, ...opportunity }: Opportunity, at: Instant): Promise<void> {
  const { leadId, taskId, ownerId, amount, nextStep } = opportunity;
  const before = await trx.selectFrom('opportunities').select('amount').where('taskId', '=', taskId).executeTakeFirst();
  const changed = { amount, nextStep, closeAt: new Date(closeAt), stageChangedAt: new Date(at) };
  await trx
    .insertInto('opportunities')
    .values({ ...opportunity, ...changed, openedAt: new Date(at) })
    .onConflict((conflict) => conflict.column('taskId').doUpdateSet(changed))
    .execute();
  const owner = (await repNames(trx, [ownerId])).get(ownerId) ?? null;
  const data = { amount, owner, nextStep, closeAt };
  await recordEvent(trx, {
    leadId,
    at,
    ...(before ? { kind: 'dealChanged', data: { ...data, before: before.amount } } : { kind: 'dealOpened', data }),
  });
}

/** Gives the open opportunity of a task to a rep. */
export const setDealOwner = (db: Db, taskId: string, ownerId: string, at: Instant): Promise<unknown> =>
  giveDeals(db, sql`deal.task_id = ${taskId}`, ownerId, at);

/** Gives the open opportunities (`deal`) that match a condition to a rep. */
export const giveDeals = (db: Db, which: RawBuilder<unknown>, ownerId: string, at: Instant): Promise<unknown> =>
  sql`
    with given as (
      update opportunities as deal set owner_id = ${ownerId} from reps
      where reps.id = deal.owner_id and (${which}) and deal.closed_at is null and deal.owner_id <> ${ownerId}
      returning deal.lead_id, deal.amount, reps.name as had
    )
    ${intoLeadEvents}
    select lead_id, ${new Date(at)}::timestamptz, 'dealPassedOn', null,
      jsonb_build_object('amount', amount, 'had', had, 'owner', (select name from reps where id = ${ownerId})) from given`.execute(
    db,
  );

/** Closes the open opportunities of a lead. */
export const closeOpportunities = (db: Db, leadId: string, result: 'won' | 'lost' | 'recycled', at: Instant): Promise<unknown> =>
  sql`
    with closed as (
      update opportunities set result = ${result}, closed_at = ${new Date(at)} where lead_id = ${leadId} and closed_at is null returning *
    )
    ${intoLeadEvents}
    select lead_id, closed_at, 'dealClosed', null, jsonb_build_object('amount', amount, 'result', result, 'owner', reps.name)
    from closed left join reps on reps.id = owner_id`.execute(db);

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

/** Whether a lead has an open deal. */
export async function hasOpenDeal(db: Db, leadId: string): Promise<boolean> {
  const deal = await db
    .selectFrom('opportunities')
    .select('id')
    .where('leadId', '=', leadId)
    .where('closedAt', 'is', null)
    .executeTakeFirst();
  return deal !== undefined;
}
