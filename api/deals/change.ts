import { sql } from 'kysely';
import { z } from 'zod';
import { accountById } from '../../db/accounts/account-people.ts';
import { markCustomer } from '../../db/accounts/accounts.ts';
import { closeDeals, dealBy, giveDeals, lockDeal, type DealRow } from '../../db/accounts/opportunities.ts';
import type { Trx } from '../../db/database.ts';
import { leadById } from '../../db/leads/leads.ts';
import { lockTaskIfThere } from '../../db/tasks/task-and-team.ts';
import { changeDeal, openDeal, restartClock, type When } from '../../services/accounts/deals.ts';
import { resultsByHand, type DealResultByHand } from '../../domain/sales/deal-results.ts';
import { stageNamed, type DealsPolicy } from '../../domain/sales/deals-policy.ts';
import { idInput, instantInput, leadRef } from '../procedures/instant-input.ts';
import { badRequest, notFound, Refusal } from '../procedures/refusal.ts';
import { mustChangeLead } from '../procedures/rights.ts';
import { currencyInput, key, money, text } from '../procedures/values.ts';
import { mustBeActive } from '../tasks/rep-at-work.ts';
import { repNamed } from '../tasks/rep-named.ts';
import type { Asker } from '../tasks/team.ts';
import { dealsWhere, type Deal } from './list.ts';

const facts = {
  amount: money,
  currency: currencyInput.optional(),
  /** A stage of the policy: its code or its label. */
  stage: text('name').optional(),
  closeAt: instantInput,
  nextStep: text().optional(),
  /** The rep who owns it: an id, an address or a name. */
  owner: text('name').optional(),
};

export const openDealInput = z.strictObject({
  leadId: leadRef,
  ...facts,
  /** The id that another system has for it. */
  externalId: key.optional(),
});

export const changeDealInput = z.strictObject({
  /** Our id, or the id that another system has for it. */
  dealId: key,
  ...z.strictObject(facts).partial().shape,
  result: z.enum(resultsByHand).optional(),
});

type Answer = Deal & { readonly next: string };

/**
 * Opens a deal that no salesperson has reported.
 * @param result of a deal that is closed already: it opened and closed on its close date, if that is past
 * @throws Refusal for an unknown stage or owner, and for a deal that is known
 */
export async function open(
  asker: Asker,
  { leadId, owner, stage, ...told }: z.output<typeof openDealInput>,
  result?: DealResultByHand,
): Promise<Answer> {
  const { db, policy, clock, newId, principal } = asker;
  const lead = await leadById(db, leadId);
  if (!lead) throw notFound('lead', leadId);
  const { externalId = null } = told;
  const known = externalId === null ? undefined : await dealBy(db, { externalId });
  if (known)
    throw new Refusal('CONFLICT', `The deal ${externalId} already exists.`, {
      code: 'dealKnown',
      value: known.id,
      todo: 'Change it (deals.update).',
    });
  const ownerId = await ownerOf(asker, owner, lead);
  const deal = { ...told, externalId, id: newId(), leadId, accountId: lead.accountId, ownerId, taskId: null };
  const at = result === undefined ? clock.now() : Math.min(told.closeAt, clock.now());
  const of = { at, by: principal.name };
  await db.transaction().execute(async (trx) => {
    await openDeal(trx, policy.deals, { ...deal, stage: stageIn(policy.deals, stage) }, of);
    if (result !== undefined) await closeOne(trx, deal, result, of);
  });
  return await answer(asker, deal.id, 'Leads of the company that become ready for sales go to the owner of the deal.');
}

/** Changes an open deal, or closes it. @throws Refusal for a deal that is closed, or whose result its salesperson reports */
export async function change(
  asker: Asker,
  { dealId, owner, stage, result, ...changes }: z.output<typeof changeDealInput>,
): Promise<Answer> {
  const { db, policy, clock, principal } = asker;
  const id = idInput.safeParse(dealId).data;
  const found = await dealBy(db, id === undefined ? { externalId: dealId } : { id });
  if (!found) throw notFound('deal', dealId);
  await mustChangeLead(asker, principal, found.leadId);
  const of = { at: clock.now(), by: principal.name };
  const rep = owner === undefined ? undefined : mustBeActive(await repNamed(asker, owner));
  const stageNow = stageIn(policy.deals, stage);
  await db.transaction().execute(async (trx) => {
    const locked = found.taskId === null ? undefined : await lockTaskIfThere(trx, found.taskId);
    const deal = await lockDeal(trx, found.id);
    if (!deal || deal.closedAt !== null) throw closed(found.id);
    if (result !== undefined && locked?.task.state === 'open') throw hasTask(locked.task.id);
    const isChanged = await changeDeal(trx, policy.deals, deal, { ...changes, stage: stageNow }, of);
    if (isChanged && locked && stageNow !== undefined && stageNow !== deal.stage) await restartClock(trx, asker, locked, of.at);
    if (rep) await giveDeals(trx, sql`deal.id = ${deal.id}`, rep.id, of);
    if (result !== undefined) await closeOne(trx, deal, result, of);
  });
  return await answer(asker, found.id, result === undefined ? 'To undo this, send the former values.' : `The deal is ${result}.`);
}

async function closeOne(trx: Trx, { id, accountId }: Pick<DealRow, 'id' | 'accountId'>, result: DealResultByHand, of: When) {
  await closeDeals(trx, sql`deal.id = ${id}`, result, of);
  if (result === 'won' && accountId !== null) await markCustomer(trx, accountId);
}

const closed = (id: string): Refusal =>
  new Refusal('CONFLICT', 'This deal is closed.', { code: 'dealClosed', value: id, todo: 'Open another one (deals.open).' });

const hasTask = (taskId: string): Refusal =>
  new Refusal('CONFLICT', 'A salesperson has an open task about this deal.', {
    code: 'dealHasTask',
    value: taskId,
    todo: 'Report the result of the task (tasks.report); this closes the deal and moves the lead.',
  });

/** @throws Refusal for a stage that the policy does not have */
export function stageIn(policy: DealsPolicy, said: string | undefined): string | undefined {
  if (said === undefined) return undefined;
  const stage = stageNamed(policy, said);
  if (stage === undefined)
    throw badRequest(
      'stageUnknown',
      `There is no stage "${said}".`,
      said,
      `Use one of these: ${Object.keys(policy.stages).join(', ')}.`,
    );
  return stage;
}

/** Who owns a new deal: the rep whom the caller names, the lead's owner, the owner of the company, or the rep who reports it. */
async function ownerOf(
  asker: Asker,
  named: string | undefined,
  { ownerId, accountId }: { ownerId: string | null; accountId: string | null },
): Promise<string> {
  if (named !== undefined) return mustBeActive(await repNamed(asker, named)).id;
  const account = accountId === null ? undefined : await accountById(asker.db, accountId);
  const owner = ownerId ?? account?.ownerId ?? asker.principal.repId;
  if (!owner) throw badRequest('ownerMissing', 'Nobody owns this lead or its company.', undefined, 'Name the owner of the deal.');
  return owner;
}

async function answer(asker: Asker, id: string, next: string): Promise<Answer> {
  const [deal] = await dealsWhere(asker, { id }, { limit: 1 });
  return { ...deal!, next };
}
