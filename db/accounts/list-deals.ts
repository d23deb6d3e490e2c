import { sql } from 'kysely';
import type { Db } from '../database.ts';

export interface DealFilter {
  readonly id?: string | undefined;
  readonly leadId?: string | undefined;
  readonly accountId?: string | undefined;
  readonly ownerId?: string | undefined;
  readonly state?: 'open' | 'closed' | undefined;
}

interface DealPage {
  /** The id of the last deal on the previous page. */
  readonly after?: string | undefined;
  readonly limit: number;
}

/** A page of deals, newest first, each with its lead, company and owner, and whether a salesperson has a task about it. */
export const listDeals = (db: Db, { id, leadId, accountId, ownerId, state }: DealFilter, { after, limit }: DealPage) =>
  db
    .selectFrom('opportunities as deal')
    .innerJoin('leads', 'leads.id', 'deal.leadId')
    .innerJoin('reps', 'reps.id', 'deal.ownerId')
    .leftJoin('accounts', 'accounts.id', 'deal.accountId')
    .leftJoin('tasks', (join) => join.onRef('tasks.id', '=', 'deal.taskId').on('tasks.state', '=', 'open'))
    .$if(id !== undefined, (query) => query.where('deal.id', '=', id!))
    .$if(leadId !== undefined, (query) => query.where('deal.leadId', '=', leadId!))
    .$if(accountId !== undefined, (query) => query.where('deal.accountId', '=', accountId!))
    .$if(ownerId !== undefined, (query) => query.where('deal.ownerId', '=', ownerId!))
    .$if(state !== undefined, (query) => query.where('deal.closedAt', state === 'open' ? 'is' : 'is not', null))
    .$if(after !== undefined, (query) => query.where('deal.id', '<', after!))
    .select(['deal.id', 'deal.externalId', 'deal.amount', 'deal.currency', 'deal.stage', 'deal.closeAt', 'deal.nextStep'])
    .select(['deal.openedAt', 'deal.stageChangedAt', 'deal.closedAt', 'deal.result', 'deal.ownerId', 'reps.name as owner'])
    .select(['leads.id as leadId', 'leads.email', 'accounts.id as accountId', 'accounts.name as company', 'tasks.id as taskId'])
    .select(sql<string>`coalesce(nullif(concat_ws(' ', leads.first_name, leads.last_name), ''), leads.email)`.as('lead'))
    .orderBy('deal.id', 'desc')
    .limit(limit)
    .execute();

export type ListedDeal = Awaited<ReturnType<typeof listDeals>>[number];
