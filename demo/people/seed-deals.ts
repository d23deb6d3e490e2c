import type { Client } from '../../client/index.ts';
import type { Instant } from '../../domain/time/clock.ts';
import { closeAtOf, openDeals } from './deals.ts';

/** Adds the open opportunities, as a connection to the CRM would. @returns how many */
export async function seedDeals(
  marketer: Client,
  owners: readonly { readonly key: string; readonly repId: string }[],
  now: Instant,
): Promise<number> {
  let added = 0;
  for (const deal of openDeals()) {
    const { email, amount, nextStep } = deal;
    const [lead] = await marketer.leads.find.query({ text: email });
    const owner = owners.find(({ key }) => key === deal.owner)?.repId;
    if (!lead || owner === undefined) continue;
    await marketer.deals.open.mutate({ leadId: email, owner, amount, nextStep, closeAt: closeAtOf(deal, now) });
    added++;
  }
  return added;
}
