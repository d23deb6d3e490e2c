import type { Principal } from '../../db/system/api-keys.ts';
import { hasOpenDeal } from '../../db/accounts/opportunities.ts';
import { programTaskOf } from '../../db/tasks/tasks.ts';
import type { ApiDeps } from '../procedures/context.ts';
import { Refusal } from '../procedures/refusal.ts';
import { askLead, type Asked } from './ask-lead.ts';

interface Order {
  readonly id?: string | undefined;
  readonly leadId: string;
  readonly because: string;
}

/**
 * Takes a lead back from sales: its task is closed, and it goes back to nurture, to which it may come again by its own acts.
 * @throws Refusal for a lead that sales does not have, or with which a rep has an open deal
 */
export async function takeBack(
  deps: ApiDeps,
  { name, repId, id: keyId }: Principal,
  { leadId, because, id = deps.newId() }: Order,
): Promise<Asked> {
  const { db, clock } = deps;
  const taskId = await programTaskOf(db, leadId);
  if (taskId === undefined)
    throw new Refusal('CONFLICT', 'Sales does not have this lead.', {
      code: 'notWithSales',
      value: leadId,
      todo: 'See leads.status for where it is.',
    });
  if (await hasOpenDeal(db, leadId))
    throw new Refusal('CONFLICT', 'A rep has an open deal with this lead.', {
      code: 'openDeal',
      value: leadId,
      todo: 'Ask the owner of the deal to report it as lost, or as recycled.',
    });
  const payload = { id, taskId, by: repId ?? keyId, at: clock.now(), decision: 'takeBack' } as const;
  const event = { kind: 'leadTakenBack', by: name, data: { because } } as const;
  const asked = await askLead(deps, { leadId, update: { name: 'decide', payload }, event });
  if (asked.status === 'queued') return asked;
  return { ...asked, text: 'The task of sales is closed. The lead rests for a day, then nurture goes on.' };
}
