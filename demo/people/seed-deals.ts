import { v7 as uuid } from 'uuid';
import type { Db } from '../../db/database.ts';
import { leadByAddress } from '../../db/leads/leads.ts';
import type { Instant } from '../../domain/time/clock.ts';
import { matchingAddress } from '../../domain/people/address.ts';
import { closeAtOf, openDeals } from './deals.ts';

/** Adds the open opportunities, as a connection to the CRM would. @returns how many */
export async function seedDeals(
  db: Db,
  owners: readonly { readonly key: string; readonly repId: string }[],
  now: Instant,
): Promise<number> {
  let added = 0;
  for (const deal of openDeals()) {
    const lead = await leadByAddress(db, matchingAddress(deal.email));
    const ownerId = owners.find(({ key }) => key === deal.owner)?.repId;
    if (!lead || ownerId === undefined) continue;
    const { amount, nextStep } = deal;
    const at = new Date(now);
    await db
      .insertInto('opportunities')
      .values({
        id: uuid(),
        leadId: lead.id,
        accountId: lead.accountId,
        ownerId,
        amount,
        nextStep,
        closeAt: new Date(closeAtOf(deal, now)),
        stageChangedAt: at,
        openedAt: at,
      })
      .execute();
    added++;
  }
  return added;
}
