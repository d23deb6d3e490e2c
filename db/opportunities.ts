import type { Instant } from '../domain/clock.ts';
import type { Db } from './database.ts';

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

/** Opens the opportunity of a task; reported again, it changes, and its stage counts as changed. */
export const upsertOpportunity = (db: Db, { closeAt, ...opportunity }: Opportunity, at: Instant): Promise<unknown> => {
  const { amount, nextStep } = opportunity;
  const changed = { amount, nextStep, closeAt: new Date(closeAt), stageChangedAt: new Date(at) };
  return db
    .insertInto('opportunities')
    .values({ ...opportunity, ...changed, openedAt: new Date(at) })
    .onConflict((conflict) => conflict.column('taskId').doUpdateSet(changed))
    .execute();
};

/** Gives the open opportunity of a task to a rep. */
export const ownDeal = (db: Db, taskId: string, ownerId: string): Promise<unknown> =>
  db.updateTable('opportunities').set({ ownerId }).where('taskId', '=', taskId).where('closedAt', 'is', null).execute();

/** Closes the open opportunities of a lead. */
export const closeOpportunities = (db: Db, leadId: string, result: 'won' | 'lost' | 'recycled', at: Instant): Promise<unknown> =>
  db
    .updateTable('opportunities')
    .set({ result, closedAt: new Date(at) })
    .where('leadId', '=', leadId)
    .where('closedAt', 'is', null)
    .execute();
