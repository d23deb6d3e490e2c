import { z } from 'zod';
import { listDeals, type DealFilter, type ListedDeal } from '../../db/accounts/list-deals.ts';
import { firstStage, stageOf, type DealsPolicy } from '../../domain/sales/deals-policy.ts';
import { amountInWords } from '../../domain/text/words.ts';
import type { ApiDeps } from '../procedures/context.ts';
import { idInput, leadRef } from '../procedures/instant-input.ts';
import { iso } from '../procedures/iso.ts';
import { pageInput, pageOf } from '../procedures/page.ts';
import { text } from '../procedures/values.ts';
import { repNamed } from '../tasks/rep-named.ts';

type Deps = Pick<ApiDeps, 'db' | 'policy'>;

/** The input of a list of deals. */
export const dealListInput = z
  .strictObject({
    leadId: leadRef.optional(),
    accountId: idInput.optional(),
    /** The owner: an id, an address or a name. */
    owner: text('name').optional(),
    state: z.enum(['open', 'closed']).optional(),
    ...pageInput,
  })
  .prefault({});

/** A page of deals, newest first. @throws Refusal for an owner who is not a rep */
export async function listOfDeals({ db, policy }: Deps, { owner, after, limit, ...filter }: z.output<typeof dealListInput>) {
  const ownerId = owner === undefined ? undefined : (await repNamed({ db }, owner)).id;
  const deals = await dealsWhere({ db, policy }, { ...filter, ownerId }, { after, limit });
  return pageOf(deals, { limit }, ({ dealId }) => dealId);
}

export type Deal = ReturnType<typeof lineOf>;

/** The open deals of some lead or company: as many as a sheet shows. */
export const openDeals = (deps: Deps, filter: DealFilter): Promise<Deal[]> =>
  dealsWhere(deps, { ...filter, state: 'open' }, { limit: 20 });

export async function dealsWhere({ db, policy }: Deps, filter: DealFilter, page: Parameters<typeof listDeals>[2]) {
  const rows = await listDeals(db, filter, page);
  return rows.map((row) => lineOf(policy.deals, row));
}

function lineOf(policy: DealsPolicy, row: ListedDeal) {
  const stage = row.stage ?? firstStage(policy);
  const { label, probability } = stageOf(policy, stage);
  const currency = row.currency ?? policy.currency;
  return {
    dealId: row.id,
    externalId: row.externalId ?? undefined,
    text: `${amountInWords(row.amount, currency)}, ${row.result ?? label}`,
    amount: row.amount,
    currency,
    stage: { name: stage, label, probability },
    closeAt: iso(row.closeAt),
    nextStep: row.nextStep,
    lead: { leadId: row.leadId, name: row.lead, email: row.email },
    account: row.accountId === null ? undefined : { accountId: row.accountId, name: row.company! },
    owner: { repId: row.ownerId, name: row.owner },
    /** The open task about it; missing for a deal that only another system has told of. */
    taskId: row.taskId ?? undefined,
    openedAt: iso(row.openedAt),
    movedAt: iso(row.stageChangedAt),
    closedAt: iso(row.closedAt),
    result: row.result ?? undefined,
  };
}
